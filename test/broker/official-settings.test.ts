import { readFileSync } from 'node:fs';
import { knownVariables } from '../../src/broker/unknown-variables.ts';

const text = readFileSync('docs/broker-settings.md', 'utf8');

/** The settings of each row, without `PACT_BROKER_`. */
const settings = [...text.matchAll(/^\| (`.*`) \| (\w+) \|(.*)\|$/gm)].flatMap(([, names = '', here = '', note = '']) =>
  [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => ({ name: `PACT_BROKER_${name}`, here, note })),
);
const namesOf = (kind: string) => settings.filter(({ here }) => here === kind).map(({ name }) => name);
/** PACT_BROKER_BASE_URL exists here with another meaning. */
const withOtherMeaning = ['PACT_BROKER_BASE_URL'];

/** docs/CONFIGURATION.md of the official broker, what its code reads besides, and what its Docker image reads. */
const official = `
LOG_LEVEL LOG_FORMAT LOG_DIR LOG_STREAM LOG_APPENDERS LOG_APPLICATION LOG_ENVIRONMENT LOG_OTEL_ENABLED HTTP_DEBUG_LOGGING_ENABLED
HIDE_PACTFLOW_MESSAGES DATABASE_ADAPTER DATABASE_USERNAME DATABASE_PASSWORD DATABASE_NAME DATABASE_HOST DATABASE_PORT DATABASE_URL
DATABASE_SSLMODE DATABASE_MAX_CONNECTIONS DATABASE_POOL_TIMEOUT DATABASE_CONNECT_MAX_RETRIES DATABASE_STATEMENT_TIMEOUT
DATABASE_CONNECTION_VALIDATION_TIMEOUT METRICS_SQL_STATEMENT_TIMEOUT SQL_LOG_LEVEL SQL_LOG_WARN_DURATION SQL_ENABLE_CALLER_LOGGING
AUTO_MIGRATE_DB AUTO_MIGRATE_DB_DATA ALLOW_MISSING_MIGRATION_FILES BASIC_AUTH_ENABLED BASIC_AUTH_USERNAME BASIC_AUTH_PASSWORD
BASIC_AUTH_READ_ONLY_USERNAME BASIC_AUTH_READ_ONLY_PASSWORD ALLOW_PUBLIC_READ PUBLIC_HEARTBEAT ENABLE_PUBLIC_BADGE_ACCESS
WEBHOOK_RETRY_SCHEDULE WEBHOOK_HTTP_METHOD_WHITELIST WEBHOOK_HTTP_CODE_SUCCESS WEBHOOK_SCHEME_WHITELIST WEBHOOK_HOST_WHITELIST
WEBHOOK_CERTIFICATES DISABLE_SSL_VERIFICATION USER_AGENT PORT BASE_URL BASE_URLS SHIELDS_IO_BASE_URL BADGE_DEFAULT_CACHE_SETTING
BADGE_PROVIDER_MODE ENABLE_DIAGNOSTIC_ENDPOINTS USE_HAL_BROWSER CHECK_FOR_POTENTIAL_DUPLICATE_PACTICIPANT_NAMES
CREATE_DEPLOYED_VERSIONS_FOR_TAGS USE_FIRST_TAG_AS_BRANCH AUTO_DETECT_MAIN_BRANCH MAIN_BRANCH_CANDIDATES
ALLOW_DANGEROUS_CONTRACT_MODIFICATION PACT_CONTENT_DIFF_TIMEOUT NETWORK_DIAGRAM_MAX_PACTICIPANTS FEATURES CONF DYNAMIC_WIP_WINDOW
MAX_WIP_LOOKBACK_DAYS MIN_WIP_WINDOW_DAYS DEFAULT_WIP_WINDOW_DAYS VERIFIED_BY_OTHER_BRANCH_LOOKBACK_DAYS
USE_CASE_SENSITIVE_RESOURCE_NAMES BASE_EQUALITY_ONLY_ON_CONTENT_THAT_AFFECTS_VERIFICATION_RESULTS ORDER_VERSIONS_BY_DATE SEMVER_FORMATS
USE_RACK_PROTECTION VALIDATE_DATABASE_CONNECTION_CONFIG WARNING_ERROR_CLASS_NAMES PUMA_PERSISTENT_TIMEOUT DATABASE_CLEAN_ENABLED
DATABASE_CLEAN_CRON_SCHEDULE DATABASE_CLEAN_DELETION_LIMIT DATABASE_CLEAN_OVERWRITTEN_DATA_MAX_AGE DATABASE_CLEAN_KEEP_VERSION_SELECTORS
DATABASE_CLEAN_DRY_RUN`;
const officialNames = official
  .trim()
  .split(/\s+/)
  .map((name) => `PACT_BROKER_${name}`);

test('the table lists every setting of the official broker once', () => {
  expect(settings.map(({ name }) => name).sort()).toEqual(officialNames.sort());
});

test('what is the same is read here', () => {
  expect(namesOf('same').filter((name) => !knownVariables.includes(name))).toEqual([]);
});

test('what is not the same is not read here', () => {
  const others = [...namesOf('other'), ...namesOf('none')].filter((name) => !withOtherMeaning.includes(name));
  expect(others.filter((name) => knownVariables.includes(name))).toEqual([]);
});

test('every row that is not the same has a reason, and names only variables that are read', () => {
  const notSame = settings.filter(({ here }) => here !== 'same');
  expect(notSame.filter(({ note }) => note.trim() === '')).toEqual([]);
  const named = settings.flatMap(({ note }) => note.match(/PACT_BROKER_[A-Z_]+/g) ?? []);
  expect(named.filter((name) => !knownVariables.includes(name))).toEqual([]);
});

test('what is read here and is no setting of the official broker or of its clients is listed below the table', () => {
  const own = knownVariables.filter((name) => !officialNames.includes(name));
  const ofClients = /^PACT_BROKER_((FROM_|TO_)?(TOKEN|USERNAME|PASSWORD)|MAX_(?!CONCURRENT|REQUESTS).*)$/;
  expect(own.filter((name) => !ofClients.test(name) && !text.includes(`\`${name}\``))).toEqual([]);
});
