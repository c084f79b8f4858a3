test('the package, required by jest without any setting', require('./required.cjs'), 120_000);
