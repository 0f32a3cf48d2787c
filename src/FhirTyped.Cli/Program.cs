using FhirTyped.Cli;

return await CommandTree.Create().Parse(args).InvokeAsync();
