namespace FhirTyped.Capabilities;

/// <summary>The two syntaxes of SMART scopes.</summary>
public enum SmartScopeVersion
{
    /// <summary>Version 1: <c>.read</c>, <c>.write</c>, <c>.*</c>.</summary>
    V1,

    /// <summary>Version 2: letters of <c>cruds</c>, and perhaps a query.</summary>
    V2,
}
