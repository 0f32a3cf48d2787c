using System.Net;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>read and vread: https://hl7.org/fhir/R4/http.html#read.</summary>
internal sealed class ReadHandler(SandboxServer server)
{
    public SandboxReply Read(SandboxMessage message, FhirRoute route)
    {
        var version = server.StateFor(message, SmartScopePermissions.Read).Find(route.ResourceType, route.Id) ?? throw NotFound(route.ResourceType);
        ThrowIfDeleted(version);
        var reply = SandboxReply.Of(HttpStatusCode.OK, version);
        if (IsUnchanged(message, route.ResourceType, version))
        {
            return reply with { Status = HttpStatusCode.NotModified, Body = default };
        }

        var projection = Projection.Of(SearchQuery.Parse(route.ResourceType, message.Query));
        return reply with { Body = projection.Apply(version) };
    }

    public SandboxReply VRead(SandboxMessage message, FhirRoute route)
    {
        var versions = server.StateFor(message, SmartScopePermissions.Read).Shelf(route.ResourceType).VersionsOf(route.Id);
        var version = versions.Find(version => version.VersionId == route.VersionId) ?? throw NotFound(route.ResourceType);
        ThrowIfDeleted(version);
        return SandboxReply.Of(HttpStatusCode.OK, version);
    }

    public static RefusedException NotFound(string resourceType) =>
        new(HttpStatusCode.NotFound, IssueType.NotFound, "There is no such " + resourceType + ".");

    public static void ThrowIfDeleted(ResourceVersion version)
    {
        if (version.IsDeleted)
        {
            throw new RefusedException(HttpStatusCode.Gone, IssueType.Deleted, "This " + version.ResourceType + " was deleted.");
        }
    }

    /// <summary>Conditional read (https://hl7.org/fhir/R4/http.html#cread), where the platform declares it; elsewhere the header means nothing.</summary>
    private bool IsUnchanged(SandboxMessage message, string resourceType, ResourceVersion version)
    {
        if (message.IfNoneMatch is { } tags && server.Judge.JudgeConditional(resourceType, ConditionalSupport.ReadNotMatch).IsSupported)
        {
            return EntityTags.Contains(tags, version.VersionId);
        }

        return message.IfModifiedSince is { } since && server.Judge.JudgeConditional(resourceType, ConditionalSupport.ReadModifiedSince).IsSupported
            && DateTimeOffset.TryParseExact(since, "r", System.Globalization.CultureInfo.InvariantCulture, default, out var moment)
            && version.LastUpdated < moment.AddSeconds(1);
    }
}
