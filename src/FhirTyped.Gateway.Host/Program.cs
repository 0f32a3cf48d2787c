using FhirTyped.Gateway.Host;

// Everything is configuration: appsettings.json, the environment, the command line. docs/guides/gateway.md says what there is.
await using var demonstration = new Demonstration();
var app = await GatewayProgram.BuildAsync(args, demonstration);
await app.RunAsync();
