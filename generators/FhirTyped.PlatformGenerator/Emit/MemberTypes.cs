using System.Text.RegularExpressions;
using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Writes the types of the table of members as emitted code needs them: with their namespaces, and of one resource type.</summary>
internal sealed class MemberTypes
{
    private static readonly Regex Word = new("\\b[A-Z]\\w*\\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly string _resource;
    private readonly string _query;

    public MemberTypes(string resourceType)
    {
        _resource = "global::FhirTyped.R4." + CSharpNames.ResourceClass(resourceType);

        // A short name is safe here: nothing nearer than this nested class can have it.
        _query = QueryPropertyNames.QueryClass(resourceType);
    }

    /// <summary>A type, or a list of types or parameters.</summary>
    public string Qualify(string text) => Word.Replace(text, word => word.Value switch
    {
        "T" => _resource,
        "TQuery" => _query,
        "Task" => "global::System.Threading.Tasks.Task",
        "Action" or "DateTimeOffset" => "global::System." + word.Value,
        "Attachment" or "Bundle" or "Coding" or "DocumentReference" or "Observation" or "OperationOutcome" or "Resource" or "ValueSet" => "global::FhirTyped.R4." + word.Value,
        _ => "global::FhirTyped." + word.Value,
    });
}
