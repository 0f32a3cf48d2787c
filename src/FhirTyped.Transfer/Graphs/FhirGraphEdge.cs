namespace FhirTyped.Transfer;

/// <summary>An edge of a graph: one reference.</summary>
/// <remarks>Immutable.</remarks>
public sealed class FhirGraphEdge
{
    internal FhirGraphEdge(FhirGraphNode source, FhirGraphNode target, string path) => (Source, Target, Path) = (source, target, path);

    /// <summary>The resource that refers.</summary>
    public FhirGraphNode Source { get; }

    /// <summary>The resource that is referred to.</summary>
    public FhirGraphNode Target { get; }

    /// <summary>Where the reference stands: <c>Encounter.participant[0].individual</c>.</summary>
    public string Path { get; }

    /// <summary>Whether the target refers back to the source, directly or by others.</summary>
    public bool IsInCycle { get; internal set; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
