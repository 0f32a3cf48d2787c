namespace FhirTyped.R4.FhirPath;

/// <summary>What a function does.</summary>
internal delegate void FunctionBody(FunctionCall call);
