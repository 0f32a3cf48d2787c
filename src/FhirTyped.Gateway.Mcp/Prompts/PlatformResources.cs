using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace FhirTyped.Gateway.Mcp;

/// <summary>The platforms as resources: <c>fhir://platforms</c> and <c>fhir://platform/{id}</c>. They say nothing of a patient.</summary>
internal sealed class PlatformResources(GatewayPlatforms platforms)
{
    private const string Text = "text/plain";
    private const string AllUri = "fhir://platforms";
    private const int MostCompletions = 100;
    private const string OnePrefix = "fhir://platform/";

    private static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(5);

    /// <summary>The list.</summary>
    public static ListResourcesResult List() => new()
    {
        Resources = [new Resource { Uri = AllUri, Name = "platforms", Title = "Platforms", Description = "The FHIR servers behind this gateway.", MimeType = Text }], TimeToLive = TimeToLive, CacheScope = CacheScope.Private,
    };

    /// <summary>The forms.</summary>
    public static ListResourceTemplatesResult ListTemplates() => new()
    {
        ResourceTemplates = [new ResourceTemplate { UriTemplate = OnePrefix + "{id}", Name = "platform", Title = "Platform", Description = "What a platform supports.", MimeType = Text }], TimeToLive = TimeToLive, CacheScope = CacheScope.Private,
    };

    /// <summary>Completes the name of a platform, as an argument of a prompt or of the resource's address.</summary>
    public CompleteResult Complete(CompleteRequestParams? wanted)
    {
        var isPlatform = wanted?.Argument.Name is "platform" or "id";
        var names = isPlatform ? platforms.All.Select(static platform => platform.Id).Where(id => id.StartsWith(wanted!.Argument.Value, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        return new() { Completion = new Completion { Values = [.. names.Take(MostCompletions)], Total = names.Count, HasMore = names.Count > MostCompletions } };
    }

    /// <summary>Reads one.</summary>
    /// <exception cref="McpProtocolException">There is none.</exception>
    public ReadResourceResult Read(string? uri)
    {
        string text;
        if (uri == AllUri)
        {
            var list = new StringBuilder();
            foreach (var platform in platforms.All)
            {
                list.Append(platform.Id).Append('\t').Append(platform.DisplayName).Append('\n');
            }

            text = list.ToString();
        }
        else if (uri is not null && uri.StartsWith(OnePrefix, StringComparison.Ordinal) && platforms.Find(uri[OnePrefix.Length..]) is { } found)
        {
            text = ((TextContentBlock)PlatformDescription.Of(found).Content[0]).Text;
        }
        else
        {
            throw new McpProtocolException("There is no such resource.", McpErrorCode.ResourceNotFound);
        }

        return new() { Contents = [new TextResourceContents { Uri = uri, MimeType = Text, Text = text }], TimeToLive = TimeToLive, CacheScope = CacheScope.Private };
    }
}
