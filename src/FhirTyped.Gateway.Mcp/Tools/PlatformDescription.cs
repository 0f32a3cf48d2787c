using System.Text;
using FhirTyped.Capabilities;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>A platform as a whole: its resource types by what can be done with them.</summary>
internal static class PlatformDescription
{
    /// <summary>The largest description, in bytes of either form.</summary>
    public const int MostBytes = 2 * 2_048;

    /// <summary>The description.</summary>
    public static CallToolResult Of(GatewayPlatform platform)
    {
        var groups = platform.Descriptor.Manifest.Resources
            .GroupBy(static resource => string.Join(' ', resource.Interactions.Each().Select(static interaction => interaction.ToCode())), StringComparer.Ordinal)
            .Select(static group => (Interactions: group.Key, Types: group.Select(static resource => resource.Type).ToList()))
            .OrderByDescending(static group => group.Types.Count)
            .ToList();
        return ToolAnswer.Fit(platform.Descriptor.Manifest.Resources.Count, count => Make(platform, groups, count), MostBytes).Result;
    }

    private static CallToolResult Make(GatewayPlatform platform, List<(string Interactions, List<string> Types)> groups, int count)
    {
        var manifest = platform.Descriptor.Manifest;
        var shown = new List<(string Interactions, List<string> Types)>();
        var left = count;
        foreach (var (interactions, types) in groups)
        {
            var some = types.Take(left).ToList();
            left -= some.Count;
            if (some.Count > 0)
            {
                shown.Add((interactions, some));
            }
        }

        var more = manifest.Resources.Count - count;
        var text = new StringBuilder(platform.DisplayName).Append(" (").Append(manifest.Origin.Describe()).Append(")\n");
        foreach (var (interactions, types) in shown)
        {
            text.Append(interactions.Length > 0 ? interactions : "operations only").Append(": ").AppendJoin(' ', types).Append('\n');
        }

        if (more > 0)
        {
            text.Append("and ").Append(more).Append(" more types: ask for one by its name\n");
        }

        return ToolAnswer.Of(text.ToString(), json =>
        {
            json.WriteString("platform", platform.Id);
            json.WriteString("source", manifest.Origin.Describe());
            json.WriteStartArray("types");
            foreach (var (interactions, types) in shown)
            {
                json.WriteStartObject();
                json.WriteString("can", interactions);
                json.WriteString("types", string.Join(' ', types));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (more > 0)
            {
                json.WriteStartArray("left_out");
                json.WriteStringValue(more + " types: ask for one by its name");
                json.WriteEndArray();
            }
        });
    }
}
