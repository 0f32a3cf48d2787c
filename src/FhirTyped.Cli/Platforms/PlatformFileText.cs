using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped.Cli.Platforms;

/// <summary>Writes the first form of a platform file from what a server says of itself.</summary>
internal static class PlatformFileText
{
    /// <summary>Writes the file.</summary>
    public static string Write(string id, string name, string baseUrl, JsonValue? smart)
    {
        var text = new StringBuilder("{\n");
        Field(text, "id", JsonText.Quote(id));
        Field(text, "display_name", JsonText.Quote(name));
        if (baseUrl.Length > 0)
        {
            Field(text, "fhir_base_url", JsonText.Quote(baseUrl));
        }

        if (smart is not null)
        {
            Field(text, "oauth", "{" + string.Join(",", OAuth(smart)) + "\n  }");
        }

        Field(text, "capability_statement", "\"capabilities.json\"");
        Field(text, "rules", "[]");
        return text.Remove(text.Length - 2, 1).Append("}\n").ToString();
    }

    private static void Field(StringBuilder text, string name, string value) =>
        text.Append("  \"").Append(name).Append("\": ").Append(value).Append(",\n");

    private static IEnumerable<string> OAuth(JsonValue smart)
    {
        foreach (var (field, member) in new[]
        {
            ("authorize_url", "authorization_endpoint"), ("token_url", "token_endpoint"), ("revoke_url", "revocation_endpoint"),
        })
        {
            if (smart.StringOf(member) is { } address)
            {
                yield return $"\n    \"{field}\": {JsonText.Quote(address)}";
            }
        }

        foreach (var (field, member) in new[]
        {
            ("code_challenge_methods", "code_challenge_methods_supported"),
            ("token_endpoint_auth_methods", "token_endpoint_auth_methods_supported"),
            ("scopes_supported", "scopes_supported"),
        })
        {
            var values = smart.ItemsOf(member).Where(item => item.Kind == JsonValueKind.String).Select(item => item.Text).ToArray();
            if (values.Length > 0)
            {
                yield return $"\n    \"{field}\": {JsonText.Array(new(values))}";
            }
        }
    }
}
