"""What one request led to, in whichever process: a trace, for a collector of OpenTelemetry."""
