using System.Text;

namespace FhirTyped.Gateway;

/// <summary>A request as a command of curl, against the gateway.</summary>
internal static class CurlExample
{
    /// <summary>The command. Its address is one word to a shell, whatever stands in it.</summary>
    public static string Write(RequestExample example)
    {
        var curl = new StringBuilder("curl");
        if (example.Call.Method != HttpMethod.Get)
        {
            curl.Append(" -X ").Append(example.Call.Method.Method);
        }

        if (example.NeedsToken)
        {
            curl.Append(" -H \"Authorization: Bearer $GATEWAY_TOKEN\"");
        }

        if (example.Call.Method != HttpMethod.Get && example.Call.Method != HttpMethod.Delete)
        {
            curl.Append(example.Route.IsSearchByPost ? " -H 'Content-Type: application/x-www-form-urlencoded' --data @criteria.txt" : " -H 'Content-Type: application/fhir+json' --data-binary @resource.json");
        }

        // Square brackets and braces would be ranges to curl.
        return curl.Append(" --globoff '").Append(example.BaseAddress).Append('/').Append(example.RelativeUrl).Append('\'').ToString();
    }
}
