namespace FhirTyped.Analyzers;

/// <summary>The categories of the rules.</summary>
internal static class Categories
{
    /// <summary>Platforms themselves (00xx).</summary>
    public const string Platforms = "FhirTyped.Platforms";

    /// <summary>What a platform supports at all (10xx).</summary>
    public const string Capability = "FhirTyped.Capability";

    /// <summary>How the parameters of one search stand to each other (11xx).</summary>
    public const string Relations = "FhirTyped.Relations";

    /// <summary>Values of searches and resources (12xx).</summary>
    public const string Values = "FhirTyped.Values";

    /// <summary>Authorization and configuration (13xx).</summary>
    public const string Configuration = "FhirTyped.Configuration";

    /// <summary>Writes (14xx).</summary>
    public const string Writes = "FhirTyped.Writes";

    /// <summary>How a client is used (15xx).</summary>
    public const string Use = "FhirTyped.Use";

    /// <summary>Privacy (16xx).</summary>
    public const string Privacy = "FhirTyped.Privacy";

    /// <summary>Facts that grow old (17xx).</summary>
    public const string Drift = "FhirTyped.Drift";
}
