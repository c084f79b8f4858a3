package clients

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/pact-foundation/pact-go/v2/message"
	"github.com/pact-foundation/pact-go/v2/models"
	pact "github.com/pact-foundation/pact-go/v2/provider"
)

// Verifies the provider against the pacts that the broker selects, and publishes the results.
func TestProvider(t *testing.T) {
	answer := greeting{Text: text, ID: 7}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	defer server.Close()

	err := pact.NewVerifier().VerifyProvider(t, pact.VerifyRequest{
		ProviderBaseURL:            server.URL,
		Provider:                   provider,
		ProviderVersion:            os.Getenv("PROVIDER_VERSION"),
		ProviderBranch:             os.Getenv("PROVIDER_BRANCH"),
		ProviderTags:               list("PROVIDER_TAGS"),
		BrokerURL:                  os.Getenv("PACT_BROKER_BASE_URL"), // the credentials are read from the environment
		ConsumerVersionSelectors:   selectors(t),
		Tags:                       list("CONSUMER_TAGS"),
		EnablePending:              os.Getenv("PENDING") != "",
		IncludeWIPPactsSince:       since(t),
		PublishVerificationResults: true,
		FailIfNoPactsFound:         true,
		DisableColoredOutput:       true,
		StateHandlers: models.StateHandlers{
			"a greeting exists": func(bool, models.ProviderState) (models.ProviderStateResponse, error) { return nil, nil },
		},
		MessageHandlers: message.Handlers{
			"a greeting message": func([]models.ProviderState) (message.Body, message.Metadata, error) {
				return answer, message.Metadata{"topic": "greetings", "contentType": "application/json"}, nil
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func list(variable string) (values []string) {
	_ = json.Unmarshal([]byte(os.Getenv(variable)), &values)
	return values
}

func selectors(t *testing.T) (chosen []pact.Selector) {
	var untyped []pact.UntypedConsumerVersionSelector
	if value := os.Getenv("SELECTORS"); value != "" {
		must(t, json.Unmarshal([]byte(value), &untyped))
	}
	for i := range untyped {
		chosen = append(chosen, &untyped[i])
	}
	return chosen
}

func since(t *testing.T) *time.Time {
	value := os.Getenv("WIP_SINCE")
	if value == "" {
		return nil
	}
	date, err := time.Parse(time.DateOnly, value)
	must(t, err)
	return &date
}
