package clients;

import au.com.dius.pact.provider.MessageAndMetadata;
import au.com.dius.pact.provider.PactVerifyProvider;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import au.com.dius.pact.provider.junit5.MessageTestTarget;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies the provider against the pacts that the broker selects; `Verify` sets the properties that name them. */
@Provider
@PactBroker
public class ProviderTest {
  static final byte[] GREETING = ("{\"text\": \"" + System.getenv("TEXT") + "\", \"id\": 7}").getBytes();
  static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, GREETING.length);
      exchange.getResponseBody().write(GREETING);
      exchange.close();
    });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void target(PactVerificationContext context) {
    boolean message = context.getInteraction().isAsynchronousMessage();
    int port = server.getAddress().getPort();
    context.setTarget(message ? new MessageTestTarget(List.of("clients")) : new HttpTestTarget("127.0.0.1", port));
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void verify(PactVerificationContext context) {
    context.verifyInteraction();
  }

  @State("a greeting exists")
  void greetingExists() {}

  @PactVerifyProvider("a greeting message")
  public MessageAndMetadata greeting() {
    return new MessageAndMetadata(GREETING, Map.of("topic", "greetings", "contentType", "application/json"));
  }
}
