require "pact_broker"

# Everything else is set by PACT_BROKER_* variables, see start.mjs.
run PactBroker::App.new { |config|
  config.log_stream = "stdout"
  config.seed_example_data = false
}
