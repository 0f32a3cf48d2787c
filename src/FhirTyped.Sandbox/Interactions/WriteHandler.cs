using System.Net;
using System.Security.Cryptography;
using FhirTyped.Capabilities;
using FhirTyped.R4;

namespace FhirTyped.Sandbox;

/// <summary>create, update, patch and delete: https://hl7.org/fhir/R4/http.html#create.</summary>
internal sealed class WriteHandler(SandboxServer server, SearchHandler searches)
{
    public SandboxReply Create(SandboxMessage message, FhirRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        return Write(message, draft => message.IfNoneExist is not null && FindMatches(draft.State, message, route) is [var existing]
            ? Describe(message, HttpStatusCode.OK, existing)
            : Describe(message, HttpStatusCode.Created, Add(draft, message, resource)));
    }

    public SandboxReply Update(SandboxMessage message, FhirRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        if (resource.Id != route.Id)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid,
                resource.Id is null ? "The resource has no id; an update needs that of its address." : "The resource's id is not that of its address.")
            { Expression = route.ResourceType + ".id" };
        }

        return Write(message, draft =>
        {
            if (draft.State.Find(route.ResourceType, route.Id) is { IsDeleted: false })
            {
                server.Refusals.ThrowIfRefused(
                    route.ResourceType, server.Judge.JudgeUpdate(route.ResourceType, message.IfMatch is not null, exists: true));
            }

            return Put(draft, message, resource);
        });
    }

    /// <summary>Conditional update: https://hl7.org/fhir/R4/http.html#cond-update.</summary>
    public SandboxReply ConditionalUpdate(SandboxMessage message, FhirRoute route)
    {
        var resource = ResourceBody.Read(message, route.ResourceType);
        return Write(message, draft =>
        {
            if (FindMatches(draft.State, message, route) is [var existing])
            {
                if (resource.Id is not null && resource.Id != existing.Id)
                {
                    throw new RefusedException(HttpStatusCode.BadRequest, IssueType.Invalid, "The resource's id is not that of the one that was found.")
                    { Expression = route.ResourceType + ".id" };
                }

                resource.Id = existing.Id;
                return Put(draft, message, resource);
            }

            if (resource.Id is not { } id)
            {
                return Describe(message, HttpStatusCode.Created, Add(draft, message, resource));
            }

            return draft.State.Find(route.ResourceType, id) is { IsDeleted: false }
                ? throw new RefusedException(HttpStatusCode.Conflict, IssueType.Duplicate, "Nothing was found, and the resource's id is that of another one.")
                { Expression = route.ResourceType + ".id" }
                : Put(draft, message, resource);
        });
    }

    public SandboxReply Patch(SandboxMessage message, FhirRoute route)
    {
        var apply = PatchOf(message, route.ResourceType);
        return Write(message, draft => Patch(
            draft, message, draft.State.Find(route.ResourceType, route.Id) ?? throw ReadHandler.NotFound(route.ResourceType), apply));
    }

    public SandboxReply ConditionalPatch(SandboxMessage message, FhirRoute route)
    {
        var apply = PatchOf(message, route.ResourceType);
        return Write(message, draft => Patch(
            draft, message, FindMatches(draft.State, message, route) is [var found] ? found : throw ReadHandler.NotFound(route.ResourceType), apply));
    }

    private SandboxReply Patch(StoreDraft draft, SandboxMessage message, ResourceVersion before, Func<ReadOnlyMemory<byte>, byte[]> apply)
    {
        ReadHandler.ThrowIfDeleted(before);
        CheckVersion(message, before);
        return Describe(message, HttpStatusCode.OK, draft.Write(PatchedResource.Read(before, apply(before.Json))));
    }

    /// <summary>The patch of a request. In a bundle it travels as Parameters, or as a Binary that holds a JSON Patch.</summary>
    private Func<ReadOnlyMemory<byte>, byte[]> PatchOf(SandboxMessage message, string resourceType)
    {
        var isJsonPatch = message.ContentType == "application/json-patch+json";
        var resource = isJsonPatch ? null : ResourceBody.Read(message);
        var json = isJsonPatch ? message.Body : message.IsEntry && resource is Binary binary ? JsonPatchOf(binary) : null;
        if (json is null && resource is not Parameters)
        {
            throw new RefusedException(HttpStatusCode.UnsupportedMediaType, IssueType.NotSupported, "A patch is a JSON Patch (RFC 6902) or a FHIRPath Patch (Parameters).");
        }

        server.Refusals.ThrowIfRefused(resourceType, server.Judge.JudgePatchKind(resourceType, json is null ? PatchKind.FhirPathPatch : PatchKind.JsonPatch));
        return json is { } patch
            ? document => JsonPatchDocument.Apply(document, patch)
            : document => FhirPathPatchDocument.Apply(document, message.Body);
    }

    private static ReadOnlyMemory<byte>? JsonPatchOf(Binary binary)
    {
        var data = binary.Data ?? "";
        var bytes = new byte[data.Length];
        return binary.ContentType == "application/json-patch+json" && Convert.TryFromBase64String(data, bytes, out var length)
            ? bytes.AsMemory(0, length)
            : null;
    }

    public SandboxReply Delete(SandboxMessage message, FhirRoute route) => Write(message, draft =>
    {
        var before = draft.State.Find(route.ResourceType, route.Id) ?? throw ReadHandler.NotFound(route.ResourceType);
        if (!before.IsDeleted)
        {
            CheckVersion(message, before);
            draft.Delete(before);
        }

        return new SandboxReply(HttpStatusCode.NoContent);
    });

    public SandboxReply ConditionalDelete(SandboxMessage message, FhirRoute route) => Write(message, draft =>
    {
        foreach (var version in FindMatches(draft.State, message, route))
        {
            draft.Delete(version);
        }

        return new SandboxReply(HttpStatusCode.NoContent);
    });

    /// <summary>The criteria on which a write depends; null where it depends on none.</summary>
    public static string? ConditionOf(SandboxMessage message, FhirRoute route) => route.Kind switch
    {
        FhirRouteKind.Create => message.IfNoneExist,
        FhirRouteKind.ConditionalUpdate or FhirRouteKind.ConditionalPatch or FhirRouteKind.ConditionalDelete => route.Query,
        _ => null,
    };

    /// <summary>
    /// The resources for which the criteria of a write hold: none, one, or where a platform deletes all that match, several
    /// (https://hl7.org/fhir/R4/http.html#ccreate).
    /// </summary>
    /// <exception cref="RefusedException">The criteria hold for too many, or cannot be searched by.</exception>
    public IReadOnlyList<ResourceVersion> FindMatches(StoreState state, SandboxMessage message, FhirRoute route)
    {
        var (type, condition) = (route.ResourceType, ConditionOf(message, route)!);
        if (route.Kind == FhirRouteKind.Create)
        {
            server.Refusals.ThrowIfRefused(type, server.Judge.JudgeConditional(ConditionalSupport.Create, SearchQuery.Parse(type, condition)));
        }

        var found = message.Matches ?? searches.FindAll(message.Access, state, type, condition);
        return found.Count > 1
            && (route.Kind != FhirRouteKind.ConditionalDelete || server.Judge.ConditionalDeleteOf(type) != ConditionalSupport.DeleteMultiple)
            ? throw new RefusedException(HttpStatusCode.PreconditionFailed, IssueType.MultipleMatches, "The condition holds for more than one resource.")
            : found;
    }

    /// <summary>Runs writes: of one request by themselves, of a transaction with the others.</summary>
    private SandboxReply Write(SandboxMessage message, Func<StoreDraft, SandboxReply> write) =>
        message.Draft is { } draft ? write(draft) : server.Store.Write(message.Access, write);

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
            if (!server.Judge.JudgeUpdate(type, message.IfMatch is not null, exists: false).IsSupported)
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

        // Who may write need not be one who may read.
        var isReadable = version.IsDeleted || message.Access.Permits(server.Store.State, version.Resource!, SmartScopePermissions.Read);
        return (isReadable ? message.Preferences.Return : "minimal") switch
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
