using System;
using System.Text.RegularExpressions;

namespace FhirTyped.PlatformGenerator.Refit;

/// <summary>Writes the types of a Refit method for one resource type: with their namespaces in emitted code, without them in a file that people edit.</summary>
internal sealed class RefitTypes(RefitApi api, bool areQualified, bool isFirely = false)
{
    private static readonly Regex Word = new("(?<![\\w.\"/$:])\\b[A-Z]\\w*\\b(?!\")", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private readonly string _resource = isFirely ? Firely + api.ResourceType : (areQualified ? "global::FhirTyped.R4." : "") + api.ResourceClass;

    private const string Firely = "global::Hl7.Fhir.Model.";

    /// <summary>The types of a result or of a list of parameters.</summary>
    public string Write(string text)
    {
        var qualified = areQualified ? Word.Replace(text, word => Qualify(word.Value)) : text;
        return qualified
            .Replace("{T}", _resource)
            .Replace("{Q}", api.QueryClass)
            .Replace("{Criteria}", "[" + Refit + "QueryConverter(typeof(" + (areQualified ? "global::FhirTyped." : "") + "FhirCriteriaConverter<" + api.QueryClass + ">))] ");
    }

    private string Refit => areQualified ? "global::Refit." : "";

    private string Qualify(string name) => name switch
    {
        "T" or "Q" or "Criteria" => name,
        "Task" => "global::System.Threading.Tasks.Task",
        "Action" => "global::System.Action",
        "Stream" => "global::System.IO.Stream",
        "Get" or "Post" or "Put" or "Patch" or "Delete" or "Headers" or "Header" or "Body" or "AliasAs" or "QueryConverter" or "Paged" or "ApiResponse" or "PagedEnumerable" => "global::Refit." + name,
        "FhirPage" when isFirely => "global::FhirTyped.FirelyPage",
        "Resource" or "Bundle" or "Parameters" or "ValueSet" or "OperationOutcome" when isFirely => Firely + name,
        "Resource" or "Bundle" or "Parameters" or "ValueSet" or "OperationOutcome" => "global::FhirTyped.R4." + name,
        "Items" or "Next" or "SameOrigin" or "Of" or "Query" => name,
        _ => "global::FhirTyped." + name,
    };
}
