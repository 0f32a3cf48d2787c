using System.Net;
using System.Security.Cryptography;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>create, update, patch and delete: https://hl7.org/fhir/R4/http.html#create.</summary>
internal sealed class WriteHandler(SandboxServer server, SearchHandler searches)
{
    public SandboxReply Create(SandboxMessage message, SandboxRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        if (message.IfNoneExist is { } query)
        {
            server.Refusals.ThrowIfRefused(route.ResourceType, server.Judge.JudgeConditional(route.ResourceType, ConditionalSupport.Create));
            return Write(message, draft => searches.FindOnly(draft.State, route.ResourceType, query) is { } existing
                ? Describe(message, HttpStatusCode.OK, existing)
                : Describe(message, HttpStatusCode.Created, Add(draft, message, resource)));
        }

        return Write(message, draft => Describe(message, HttpStatusCode.Created, Add(draft, message, resource)));
    }

    public SandboxReply Update(SandboxMessage message, SandboxRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        if (resource.Id != route.Id)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid,
                resource.Id is null ? "The resource has no id; an update needs that of its address." : "The resource's id is not that of its address.")
            { Expression = route.ResourceType + ".id" };
        }

        return Write(message, draft => Put(draft, message, resource));
    }

    public SandboxReply ConditionalUpdate(SandboxMessage message, SandboxRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        return Write(message, draft =>
        {
            if (searches.FindOnly(draft.State, route.ResourceType, message.Query) is not { } existing)
            {
                return Describe(message, HttpStatusCode.Created, Add(draft, message, resource));
            }

            if (resource.Id is not null && resource.Id != existing.Id)
            {
                throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid, "The resource's id is not that of the one that was found.");
            }

            resource.Id = existing.Id;
            return Put(draft, message, resource);
        });
    }

    public SandboxReply Patch(SandboxMessage message, SandboxRoute route)
    {
        var apply = PatchOf(message, route.ResourceType);
        return Write(message, draft =>
        {
            var before = draft.State.Find(route.ResourceType, route.Id) ?? throw ReadHandler.NotFound(route.ResourceType);
            ReadHandler.ThrowIfDeleted(before);
            CheckVersion(message, before);
            var patched = ResourceBody.Read(message with { Body = apply(before.Json), ContentType = "" }, route.ResourceType);
            if (patched.Id != before.Id)
            {
                throw new RefusedException(HttpStatusCode.BadRequest, IssueType.BusinessRule, "A patch cannot change the id.");
            }

            return Describe(message, HttpStatusCode.OK, draft.Write(patched));
        });
    }

    /// <summary>The patch of a request. In a bundle it travels as Parameters, or as a Binary that holds a JSON Patch.</summary>
    private Func<ReadOnlyMemory<byte>, byte[]> PatchOf(SandboxMessage message, string resourceType)
    {
        var isJsonPatch = message.ContentType == "application/json-patch+json";
        var resource = isJsonPatch ? null : ResourceBody.Read(message);
        var json = isJsonPatch ? message.Body
            : resource is Binary { ContentType: "application/json-patch+json", Data: { } data } && message.IsEntry ? Convert.FromBase64String(data)
            : (ReadOnlyMemory<byte>?)null;
        if (json is null && resource is not Parameters)
        {
            throw new RefusedException(HttpStatusCode.UnsupportedMediaType, IssueType.NotSupported, "A patch is a JSON Patch (RFC 6902) or a FHIRPath Patch (Parameters).");
        }

        server.Refusals.ThrowIfRefused(resourceType, server.Judge.JudgePatchKind(resourceType, json is null ? PatchKind.FhirPathPatch : PatchKind.JsonPatch));
        return json is { } patch
            ? document => JsonPatchDocument.Apply(document, patch)
            : document => FhirPathPatchDocument.Apply(document, (Parameters)resource!);
    }

    public SandboxReply Delete(SandboxMessage message, SandboxRoute route) => Write(message, draft =>
    {
        var before = draft.State.Find(route.ResourceType, route.Id) ?? throw ReadHandler.NotFound(route.ResourceType);
        if (!before.IsDeleted)
        {
            CheckVersion(message, before);
            draft.Delete(before);
        }

        return new SandboxReply(HttpStatusCode.NoContent);
    });

    public SandboxReply ConditionalDelete(SandboxMessage message, SandboxRoute route) => Write(message, draft =>
    {
        var found = searches.FindAll(draft.State, route.ResourceType, message.Query);
        if (found.Count > 1 && !server.Judge.JudgeConditional(route.ResourceType, ConditionalSupport.DeleteMultiple).IsSupported)
        {
            throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.MultipleMatches, "The condition holds for more than one resource.");
        }

        foreach (var version in found)
        {
            draft.Delete(version);
        }

        return new SandboxReply(HttpStatusCode.NoContent);
    });

    /// <summary>Runs writes: of one request by themselves, of a transaction with the others.</summary>
    private SandboxReply Write(SandboxMessage message, Func<StoreDraft, SandboxReply> write) =>
        message.Draft is { } draft ? write(draft) : server.Store.Write(write);

    private static ResourceVersion Add(StoreDraft draft, SandboxMessage message, Resource resource)
    {
        resource.Id = message.NewId ?? NewId();
        return draft.Write(resource);
    }

    private SandboxReply Put(StoreDraft draft, SandboxMessage message, Resource resource)
    {
        var type = resource.TypeName;
        var before = draft.State.Find(type, resource.Id!);
        if (before is null or { IsDeleted: true })
        {
            if (!server.Judge.JudgeConditional(type, ConditionalSupport.UpdateCreate).IsSupported)
            {
                throw before is null
                    ? new RefusedException(HttpStatusCode.MethodNotAllowed, IssueType.NotFound,
                        "There is no such " + type + ", and " + server.Platform.Name + " does not let clients choose ids.")
                    : new RefusedException(HttpStatusCode.Gone, IssueType.Deleted, "This " + type + " was deleted.");
            }

            if (message.IfMatch is not null)
            {
                throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.Conflict, "There is no such version: the resource does not exist.");
            }

            return Describe(message, HttpStatusCode.Created, draft.Write(resource));
        }

        CheckVersion(message, before);
        return Describe(message, HttpStatusCode.OK, draft.Write(resource));
    }

    private void CheckVersion(SandboxMessage message, ResourceVersion before)
    {
        if (message.IfMatch is { } tags && server.IsVersioned(before.ResourceType) && !EntityTags.Contains(tags, before.VersionId))
        {
            throw new RefusedException((HttpStatusCode)server.Judge.StaleVersionStatus(before.ResourceType), IssueType.Conflict,
                "Somebody else changed the resource: its version is not that of If-Match.");
        }
    }

    private SandboxReply Describe(SandboxMessage message, HttpStatusCode status, ResourceVersion version)
    {
        var reply = SandboxReply.Of(status, version) with
        {
            Location = server.BaseUrl + version.ResourceType + "/" + version.Id + (server.IsVersioned(version.ResourceType) ? "/_history/" + version.VersionId : ""),
        };
        return message.Preferences.Return switch
        {
            "minimal" => reply with { Body = default },
            "OperationOutcome" => reply with
            {
                Body = FhirJson.ToUtf8Bytes(OperationOutcome.Of(IssueSeverity.Information, IssueType.Informational, "The resource was written.")),
            },
            _ => reply,
        };
    }

    /// <summary>Ids as servers make them: not to be guessed, and without meaning.</summary>
    internal static string NewId() => "e" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 22);
}
