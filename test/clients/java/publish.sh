#!/bin/sh
# Publishes the pacts of PACT_FOLDER with the Maven plugin; the pom has the other settings.
set -- pact:publish
[ -z "$PACT_BROKER_USERNAME" ] || set -- "$@" "-Dpact.broker.username=$PACT_BROKER_USERNAME" "-Dpact.broker.password=$PACT_BROKER_PASSWORD"
[ -z "$PACT_BROKER_TOKEN" ] || set -- "$@" "-Dpact.broker.token=$PACT_BROKER_TOKEN"
[ -z "$SSL_CERT_FILE" ] || set -- "$@" -DpactBrokerInsecureTLS=true
exec mvn -B -q "$@"
