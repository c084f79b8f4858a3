package clients;

import static au.com.dius.pact.consumer.ConsumerPactRunnerKt.runConsumerTest;

import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.consumer.MessagePactBuilder;
import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.dsl.PactBuilder;
import au.com.dius.pact.consumer.dsl.PactDslJsonBody;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.BasePact;
import au.com.dius.pact.core.model.PactSpecVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Writes the consumer's pacts into PACT_FOLDER, each by running the consumer against Pact's mock server or message. */
public class Consumer {
  static final String CONSUMER = System.getenv("CONSUMER");
  static final String PROVIDER = System.getenv("PROVIDER");
  static final String TEXT = System.getenv("TEXT");
  static final String FOLDER = System.getenv("PACT_FOLDER");
  static final String PATH = "/greetings/J%C3%BCrgen";
  static final Map<String, Object> STATE = Map.of("name", "Jürgen");

  public static void main(String[] args) {
    System.setProperty("pact.rootDir", FOLDER);
    httpV4();
    messageV4();
    httpV3();
    messageV3();
  }

  static PactDslJsonBody body() {
    PactDslJsonBody body = new PactDslJsonBody();
    body.stringValue("text", TEXT);
    body.integerType("id", 1);
    return body;
  }

  static void httpV4() {
    var pact = new PactBuilder(CONSUMER, PROVIDER, PactSpecVersion.V4)
        .expectsToReceiveHttpInteraction("a request for a greeting", http -> http
            .state("a greeting exists", STATE)
            .withRequest(request -> request.method("GET").path(PATH))
            .willRespondWith(response -> response.status(200).body(body())))
        .toPact();
    test(pact, PactSpecVersion.V4);
  }

  static void httpV3() {
    var pact = ConsumerPactBuilder.consumer(CONSUMER + " (HTTP V3)").hasPactWith(PROVIDER)
        .given("a greeting exists", STATE)
        .uponReceiving("a request for a greeting").method("GET").path(PATH)
        .willRespondWith().status(200).body(body())
        .toPact();
    test(pact, PactSpecVersion.V3);
  }

  static void messageV4() {
    var pact = new PactBuilder(CONSUMER, PROVIDER, PactSpecVersion.V4)
        .expectsToReceiveMessageInteraction("a greeting message", message -> message
            .state("a greeting exists", STATE)
            .withContents(contents -> contents.withMetadata(Map.of("topic", "greetings")).withContent(body())))
        .toPact();
    check(pact.getInteractions().get(0).asAsynchronousMessage().getContents().getContents().valueAsString());
    pact.write(FOLDER, PactSpecVersion.V4);
  }

  static void messageV3() {
    var pact = new MessagePactBuilder().consumer(CONSUMER + " (messages V3)").hasPactWith(PROVIDER)
        .given("a greeting exists", STATE)
        .expectsToReceive("a greeting message")
        .withMetadata(Map.of("topic", "greetings"))
        .withContent(body())
        .toPact();
    check(pact.getInteractions().get(0).asMessage().contentsAsString());
    pact.write(FOLDER, PactSpecVersion.V3);
  }

  static void test(BasePact pact, PactSpecVersion version) {
    var result = runConsumerTest(pact, MockProviderConfig.createDefault(version), (server, context) -> {
      check(get(server));
      return null;
    });
    if (!(result instanceof PactVerificationResult.Ok)) throw new AssertionError(result.getDescription());
  }

  static String get(MockServer server) throws IOException {
    try {
      var request = HttpRequest.newBuilder(URI.create(server.getUrl() + PATH)).build();
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (InterruptedException error) {
      throw new IOException(error);
    }
  }

  static void check(String json) {
    if (!json.contains("\"" + TEXT + "\"")) throw new AssertionError(json);
  }
}
