package clients

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"testing"

	"github.com/pact-foundation/pact-go/v2/consumer"
	"github.com/pact-foundation/pact-go/v2/matchers"
	messagev3 "github.com/pact-foundation/pact-go/v2/message/v3"
	messagev4 "github.com/pact-foundation/pact-go/v2/message/v4"
	"github.com/pact-foundation/pact-go/v2/models"
)

const path = "/greetings/J%C3%BCrgen"

var (
	text     = os.Getenv("TEXT")
	folder   = os.Getenv("PACT_FOLDER")
	provider = os.Getenv("PROVIDER")
	state    = models.ProviderState{Name: "a greeting exists", Parameters: map[string]any{"name": "Jürgen"}}
	content  = matchers.Map{"text": matchers.S(text), "id": matchers.Integer(1)}
)

type greeting struct {
	Text string `json:"text"`
	ID   int    `json:"id"`
}

func name(suffix string) string { return os.Getenv("CONSUMER") + suffix }

// The consumer asks for a greeting and reads its text.
func readOverHTTP(server consumer.MockServerConfig) error {
	response, err := http.Get(fmt.Sprintf("http://%s:%d%s", server.Host, server.Port, path))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var read greeting
	if err := json.NewDecoder(response.Body).Decode(&read); err != nil {
		return err
	}
	return check(read)
}

func check(read greeting) error {
	if read.Text != text {
		return fmt.Errorf("the text is %q", read.Text)
	}
	return nil
}

// Writes the consumer's pacts into PACT_FOLDER, each by running the consumer against Pact's mock server or message.
func TestConsumer(t *testing.T) {
	must(t, httpV4(t))
	must(t, httpV3(t))
	must(t, messageV4(t))
	must(t, messageV3(t))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func httpV4(t *testing.T) error {
	config := consumer.MockHTTPProviderConfig{Consumer: name(""), Provider: provider, PactDir: folder, Host: "127.0.0.1"}
	pact, err := consumer.NewV4Pact(config)
	must(t, err)
	return pact.AddInteraction().GivenWithParameter(state).UponReceiving("a request for a greeting").
		WithRequest("GET", path).
		WillRespondWith(200, func(b *consumer.V4ResponseBuilder) { b.JSONBody(content) }).
		ExecuteTest(t, readOverHTTP)
}

func httpV3(t *testing.T) error {
	config := consumer.MockHTTPProviderConfig{Consumer: name(" (HTTP V3)"), Provider: provider, PactDir: folder, Host: "127.0.0.1"}
	pact, err := consumer.NewV3Pact(config)
	must(t, err)
	return pact.AddInteraction().GivenWithParameter(state).UponReceiving("a request for a greeting").
		WithRequest("GET", path).
		WillRespondWith(200, func(b *consumer.V3ResponseBuilder) { b.JSONBody(content) }).
		ExecuteTest(t, readOverHTTP)
}

func messageV4(t *testing.T) error {
	pact, err := messagev4.NewAsynchronousPact(messagev4.Config{Consumer: name(""), Provider: provider, PactDir: folder})
	must(t, err)
	return pact.AddAsynchronousMessage().GivenWithParameter(state).ExpectsToReceive("a greeting message").
		WithMetadata(map[string]string{"topic": "greetings"}).
		WithJSONContent(content).AsType(&greeting{}).
		ConsumedBy(func(m messagev4.AsynchronousMessage) error { return check(*m.Body.(*greeting)) }).
		Verify(t)
}

func messageV3(t *testing.T) error {
	pact, err := messagev3.NewAsynchronousPact(messagev3.Config{Consumer: name(" (messages V3)"), Provider: provider, PactDir: folder})
	must(t, err)
	return pact.AddAsynchronousMessage().GivenWithParameter(state).ExpectsToReceive("a greeting message").
		WithMetadata(map[string]string{"topic": "greetings"}).
		WithJSONContent(content).AsType(&greeting{}).
		ConsumedBy(func(m messagev3.MessageContents) error { return check(*m.Content.(*greeting)) }).
		Verify(t)
}
