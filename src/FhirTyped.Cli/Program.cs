using FhirTyped.Cli;
using FhirTyped.Cli.Tables;

return TablesTool.IsFor(args) ? await TablesTool.PassOnAsync(args) : await CommandTree.Create().Parse(args).InvokeAsync();
