using FhirTyped.Gateway.Host;
using Microsoft.Extensions.Options;

// Everything is configuration: appsettings.json, the environment, the command line. docs/guides/gateway.md says what there is.
await using var demonstration = new Demonstration();
try
{
    var app = await GatewayProgram.BuildAsync(args, demonstration);
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException problem)
{
    foreach (var failure in problem.Failures)
    {
        await Console.Error.WriteLineAsync(failure);
    }

    return 1;
}
catch (InvalidOperationException problem)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
