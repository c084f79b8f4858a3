"""The smallest PEP 517 backend that makes a wheel of the stand-in."""

import pathlib
import re
import zipfile

NAME = "market_data_core"


def _version():
    text = pathlib.Path(NAME, "__init__.py").read_text(encoding="utf-8")
    return re.search(r'__version__ = "(.+)"', text).group(1)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    version = _version()
    info = f"{NAME}-{version}.dist-info"
    files = {str(path.as_posix()): path.read_text(encoding="utf-8") for path in pathlib.Path(NAME).glob("*.py")}
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: market-data-core\nVersion: {version}\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: stand-in\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    wheel = f"{NAME}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, wheel), "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel
