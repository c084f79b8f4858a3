"""The smallest PEP 517 backend that makes a wheel of the stand-in, which requires core."""

import pathlib
import zipfile

VERSION = "0.8.0"
INFO = f"market_data_pipeline-{VERSION}.dist-info"
METADATA = f"Metadata-Version: 2.1\nName: market-data-pipeline\nVersion: {VERSION}\nRequires-Dist: market-data-core\n"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    sources = pathlib.Path("market_data_pipeline").rglob("*.py")
    files = {path.as_posix(): path.read_text(encoding="utf-8") for path in sources}
    files[f"{INFO}/METADATA"] = METADATA
    files[f"{INFO}/WHEEL"] = "Wheel-Version: 1.0\nGenerator: stand-in\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{INFO}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{INFO}/RECORD"])
    wheel = f"market_data_pipeline-{VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory, wheel), "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel
