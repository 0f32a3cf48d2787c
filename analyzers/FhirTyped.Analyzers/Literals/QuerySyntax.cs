namespace FhirTyped.Analyzers;

/// <summary>How a text that holds a query becomes what a server reads.</summary>
internal enum QuerySyntax
{
    /// <summary>The client of FhirTyped reads it strictly (<see cref="FhirTyped.Capabilities.SearchTextReader"/>) and writes it anew.</summary>
    Client,

    /// <summary>It goes to the server as it is, who takes a <c>+</c> for a blank and what is not well-formed for itself.</summary>
    Address,

    /// <summary>It is not percent-encoded: somebody else does that.</summary>
    Plain,
}
