using FhirTyped.R4;

namespace FhirTyped.TestData;

/// <summary>How a <see cref="SyntheaLoader"/> reads.</summary>
public sealed class SyntheaLoaderOptions
{
    /// <summary>What becomes of references whose target is in none of the files; they become references by identifier by default.</summary>
    public SyntheaUnresolvedReferences UnresolvedReferences { get; init; }

    /// <summary>How JSON is read: lenient by default. Its <see cref="FhirJsonOptions.MaxPayloadLength"/> holds for a file, or a line of NDJSON, after it was unpacked.</summary>
    public FhirJsonOptions Json { get; init; } = FhirJsonOptions.Lenient;
}
