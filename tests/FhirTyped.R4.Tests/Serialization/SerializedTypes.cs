using System.Text.Json.Serialization;

namespace FhirTyped.R4.Tests;

/// <summary>A program's own object with FHIR in it.</summary>
public sealed class Visit
{
    public string? Ward { get; set; }

    public Patient? Patient { get; set; }

    public List<Resource> Resources { get; set; } = [];

    public Dictionary<string, HumanName> Names { get; set; } = [];

    public Quantity? Weight { get; set; }

    public StringElement? Note { get; set; }

    public FhirDate Born { get; set; }

    public FhirDateTime? Seen { get; set; }

    public Code<AdministrativeGender> Gender { get; set; }
}

/// <summary>The same without reflection, as a trimmed program has it.</summary>
[JsonSerializable(typeof(Visit))]
[JsonSerializable(typeof(Patient))]
[JsonSerializable(typeof(Resource))]
[JsonSerializable(typeof(List<Bundle>))]
internal sealed partial class VisitContext : JsonSerializerContext;
