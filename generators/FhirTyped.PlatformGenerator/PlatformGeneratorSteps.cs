namespace FhirTyped.PlatformGenerator;

/// <summary>The names of the generator's steps; the incremental tests follow the driver by them.</summary>
internal static class PlatformGeneratorSteps
{
    /// <summary>Platform files, each read once.</summary>
    public const string ReadPlatformFiles = nameof(ReadPlatformFiles);

    /// <summary>The paths of the statements that platform files name.</summary>
    public const string FindStatements = nameof(FindStatements);

    /// <summary>Statements, each read once.</summary>
    public const string ReadStatements = nameof(ReadStatements);

    /// <summary>The ids of the platforms that must come from referenced assemblies.</summary>
    public const string FindForeignParents = nameof(FindForeignParents);

    /// <summary>Those platforms.</summary>
    public const string ReadReferencedPlatforms = nameof(ReadReferencedPlatforms);

    /// <summary>Each platform with what it needs of the others.</summary>
    public const string LinkPlatforms = nameof(LinkPlatforms);

    /// <summary>Each platform, merged.</summary>
    public const string BuildPlatforms = nameof(BuildPlatforms);

    /// <summary>What each platform class needs to be emitted.</summary>
    public const string ModelPlatforms = nameof(ModelPlatforms);

    /// <summary>What the members for each resource type need to be emitted.</summary>
    public const string ModelEndpoints = nameof(ModelEndpoints);

    /// <summary>What the chained searches of each platform need to be emitted.</summary>
    public const string ModelReferences = nameof(ModelReferences);

    /// <summary>Classes that are a client of several platforms.</summary>
    public const string ReadDeclarations = nameof(ReadDeclarations);

    /// <summary>What their platforms have in common.</summary>
    public const string IntersectPlatforms = nameof(IntersectPlatforms);

    /// <summary>Classes that list the project's platforms.</summary>
    public const string ReadLists = nameof(ReadLists);

    /// <summary>What is in those lists.</summary>
    public const string ModelLists = nameof(ModelLists);

    /// <summary>The platforms whose Refit clients the project asks for.</summary>
    public const string ReadRefitClients = nameof(ReadRefitClients);

    /// <summary>What each of those clients needs to be emitted.</summary>
    public const string ModelRefitClients = nameof(ModelRefitClients);
}
