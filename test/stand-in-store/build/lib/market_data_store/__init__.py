"""The store as far as the wire's verification drives it, with a publisher whose messages the pipeline can use."""
