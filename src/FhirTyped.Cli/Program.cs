using System.CommandLine;
using FhirTyped.Cli;
using FhirTyped.Cli.Commands;
using FhirTyped.Cli.Tables;
using FhirTyped.ServerBenchmark;

if (TablesTool.IsFor(args))
{
    return await TablesTool.PassOnAsync(args);
}

var command = CommandTree.Create().Parse(args);
var invocation = new InvocationConfiguration();
if (command.CommandResult.Command.Name == BenchmarkCommand.Name)
{
    // Who interrupts it waits until what was inserted is removed, which a moment is not enough for.
    invocation.ProcessTerminationTimeout = new FhirServerBenchmarkOptions().CleanupTimeout + TimeSpan.FromMinutes(1);
}

return await command.InvokeAsync(invocation);
