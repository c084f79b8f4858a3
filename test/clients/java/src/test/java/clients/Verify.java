package clients;

import org.junit.platform.console.ConsoleLauncher;

/** Runs `ProviderTest` with the properties of pact-jvm that say what the environment variables say. */
public class Verify {
  public static void main(String[] args) throws Exception {
    TrustStore.use(System.getenv("SSL_CERT_FILE"));
    set("pactbroker.url", "PACT_BROKER_BASE_URL");
    set("pactbroker.auth.username", "PACT_BROKER_USERNAME");
    set("pactbroker.auth.password", "PACT_BROKER_PASSWORD");
    set("pactbroker.auth.token", "PACT_BROKER_TOKEN");
    set("pactbroker.consumerversionselectors.rawjson", "SELECTORS");
    set("pactbroker.enablePending", "PENDING");
    set("pactbroker.includeWipPactsSince", "WIP_SINCE");
    set("pactbroker.providerBranch", "PROVIDER_BRANCH");
    set("pact.provider.name", "PROVIDER");
    set("pact.provider.version", "PROVIDER_VERSION");
    set("pact.provider.branch", "PROVIDER_BRANCH");
    setList("pact.provider.tag", "PROVIDER_TAGS");
    setList("pactbroker.consumerversionselectors.tags", "CONSUMER_TAGS");
    System.setProperty("pact.verifier.publishResults", "true");
    ConsoleLauncher.main("execute", "--disable-banner", "--select-class", "clients.ProviderTest");
  }

  static void set(String property, String variable) {
    String value = System.getenv(variable);
    if (value != null) System.setProperty(property, value);
  }

  /** The variable has a list of strings without quotes and commas in JSON; the property has them with commas between. */
  static void setList(String property, String variable) {
    String value = System.getenv(variable);
    if (value != null) System.setProperty(property, value.replaceAll("[\\[\\]\"]", ""));
  }
}
