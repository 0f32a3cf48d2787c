using System.CommandLine;
using FhirTyped.Tables.Cli;

return await CommandTree.Create().Parse(args).InvokeAsync();
