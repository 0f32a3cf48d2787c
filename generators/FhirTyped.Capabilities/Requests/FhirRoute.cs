using System;

namespace FhirTyped.Capabilities;

/// <summary>
/// What an HTTP request asks of a FHIR server, by its method and its address below the base address
/// (https://hl7.org/fhir/R4/http.html#summary). The judge, the sandbox and whatever else takes requests read them here.
/// </summary>
/// <remarks>
/// Immutable. An address is read as a server must read it: split at the slashes first, then each part percent-decoded once, as UTF-8. One slash
/// at its beginning and one at its end mean nothing. An address that could be understood in two ways (an empty part, <c>.</c> or <c>..</c>,
/// an encoded slash, a fragment) is none of FHIR's. Whether a resource type exists is not asked here, only whether it has the form of one.
/// </remarks>
public sealed record FhirRoute
{
    /// <summary>The longest id that is taken. FHIR allows 64 characters; vendors have longer ones.</summary>
    public const int LongestId = 256;

    private const string NoAddress = "FHIR has no such address";
    private const string NoId = "what follows the resource type is no id";

    private static readonly string[] NoParts = Array.Empty<string>();

    private FhirRoute(FhirRouteKind kind) => Kind = kind;

    /// <summary>What is asked for.</summary>
    public FhirRouteKind Kind { get; private init; }

    /// <summary>The resource type; empty where the whole system is asked, or a compartment for resources of all types.</summary>
    public string ResourceType { get; private init; } = "";

    /// <summary>The id: of the resource, or of the compartment; empty where no one resource is asked.</summary>
    public string Id { get; private init; } = "";

    /// <summary>The version, or empty.</summary>
    public string VersionId { get; private init; } = "";

    /// <summary>The resource type of the compartment in which is searched, for example <c>Patient</c>; or empty.</summary>
    public string Compartment { get; private init; } = "";

    /// <summary>The name of the operation without the dollar sign, or empty.</summary>
    public string Operation { get; private init; } = "";

    /// <summary>What follows the question mark, still encoded; empty where there is nothing.</summary>
    public string Query { get; private init; } = "";

    /// <summary>Whether it is a search by POST, with criteria in its body.</summary>
    public bool IsSearchByPost { get; private init; }

    /// <summary>Why it is no request of FHIR's, as part of a sentence; empty where it is one. It repeats nothing of the address.</summary>
    public string Problem { get; private init; } = "";

    /// <summary>Reads a request.</summary>
    /// <param name="method">The HTTP method; its case does not matter. HEAD asks for what GET asks for.</param>
    /// <param name="relativeUrl">The address below the base address as it was sent, for example <c>Patient/1</c> or <c>Observation?patient=1</c>.</param>
    public static FhirRoute Parse(string method, string relativeUrl)
    {
        // A fragment is never sent: whoever writes one means something else than the server would see.
        if (relativeUrl.IndexOf('#') >= 0)
        {
            return None("the address has a fragment ('#'), which is never sent: write %23");
        }

        var question = relativeUrl.IndexOf('?');
        var path = question < 0 ? relativeUrl : relativeUrl.Substring(0, question);
        var query = question < 0 ? "" : relativeUrl.Substring(question + 1);
        return SplitPath(path, out var parts) is { } problem ? None(problem) : Find(MethodOf(method), parts, query) with { Query = query };
    }

    /// <summary>
    /// Whether a text can be an id (https://hl7.org/fhir/R4/datatypes.html#id): letters, digits, <c>-</c> and <c>.</c>, and <c>_</c>, which
    /// vendors use, but not at its beginning, where it marks FHIR's own words. <see cref="LongestId"/> characters at most.
    /// </summary>
    public static bool IsId(string text)
    {
        if (text.Length is 0 or > LongestId || text[0] == '_')
        {
            return false;
        }

        var isDots = true;
        foreach (var c in text)
        {
            if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '.' or '_'))
            {
                return false;
            }

            isDots &= c == '.';
        }

        return !isDots;
    }

    /// <summary>The criteria of a search, those of its address first: a search by POST has more in its body.</summary>
    /// <param name="form">The body of a search by POST, or empty.</param>
    internal string CriteriaWith(string form) => Query.Length > 0 && form.Length > 0 ? Query + "&" + form : Query + form;

    /// <summary>What is asked for, and of which resource type: neither ids nor values.</summary>
    public override string ToString() => Kind.ToCode() + (ResourceType.Length > 0 ? " " + ResourceType : "");

    /// <summary>The parts of a path; or what is wrong with it.</summary>
    private static string? SplitPath(string path, out string[] parts)
    {
        var start = path.Length > 0 && path[0] == '/' ? 1 : 0;
        var end = path.Length > start && path[path.Length - 1] == '/' ? path.Length - 1 : path.Length;
        parts = end > start ? path.Substring(start, end - start).Split('/') : NoParts;
        for (var i = 0; i < parts.Length; i++)
        {
            if (PercentEncoding.TryDecode(parts[i]) is not { } part)
            {
                return "a part of the address is not percent-encoded UTF-8";
            }

            if (part.Length == 0)
            {
                return "a part of the address is empty";
            }

            if (part is "." or "..")
            {
                return "the address leads to another one by '.' or '..'";
            }

            parts[i] = part;
        }

        // "//" alone is a path with two ends and nothing between them.
        return parts.Length == 0 && path.Length > 1 ? "a part of the address is empty" : null;
    }

    private static FhirRoute Find(string method, string[] parts, string query)
    {
        if (parts.Length == 0)
        {
            return method switch
            {
                "GET" => new(FhirRouteKind.SearchSystem),
                "POST" => new(FhirRouteKind.Batch),
                _ => WrongMethod(),
            };
        }

        if (!IsTypeName(parts[0]))
        {
            return OfSystem(method, parts);
        }

        return parts.Length switch
        {
            1 => OfType(method, parts[0], query.Length > 0),
            2 => BelowType(method, parts[0], parts[1]),
            _ when !IsId(parts[1]) => None(NoId),
            3 => BelowInstance(method, parts[0], parts[1], parts[2]),
            4 when parts[3] == "_search" && IsSearched(parts[2]) => method == "POST"
                ? OfCompartment(parts[0], parts[1], parts[2]) with { IsSearchByPost = true }
                : WrongMethod(),
            4 or 5 when parts[2] == "_history" => OfVersion(method, parts),
            _ => None(NoAddress),
        };
    }

    private static FhirRoute OfSystem(string method, string[] parts)
    {
        var path = parts.Length == 1 ? parts[0] : parts.Length == 2 ? parts[0] + "/" + parts[1] : "";
        return (method, path) switch
        {
            ("GET", "metadata") => new(FhirRouteKind.Capabilities),
            ("GET", ".well-known/smart-configuration") => new(FhirRouteKind.SmartConfiguration),
            ("GET", "_history") => new(FhirRouteKind.HistorySystem),
            ("POST", "_search") => new(FhirRouteKind.SearchSystem) { IsSearchByPost = true },
            (_, "metadata" or ".well-known/smart-configuration" or "_history" or "_search") => WrongMethod(),
            _ when IsOperation(path) => OfOperation(method, path),
            _ => None(NoAddress),
        };
    }

    private static FhirRoute OfType(string method, string type, bool hasQuery)
    {
        var kind = (method, hasQuery) switch
        {
            ("GET", _) => FhirRouteKind.SearchType,
            ("POST", _) => FhirRouteKind.Create,
            ("PUT", true) => FhirRouteKind.ConditionalUpdate,
            ("PATCH", true) => FhirRouteKind.ConditionalPatch,
            ("DELETE", true) => FhirRouteKind.ConditionalDelete,
            _ => FhirRouteKind.None,
        };
        return kind == FhirRouteKind.None ? WrongMethod() : new(kind) { ResourceType = type };
    }

    private static FhirRoute BelowType(string method, string type, string part)
    {
        if (IsOperation(part))
        {
            return OfOperation(method, part) with { ResourceType = type };
        }

        switch (method, part)
        {
            case ("POST", "_search"): return new(FhirRouteKind.SearchType) { ResourceType = type, IsSearchByPost = true };
            case ("GET", "_history"): return new(FhirRouteKind.HistoryType) { ResourceType = type };
            case (_, "_search" or "_history"): return WrongMethod();
        }

        if (!IsId(part))
        {
            return None(NoId);
        }

        var kind = method switch
        {
            "GET" => FhirRouteKind.Read,
            "PUT" => FhirRouteKind.Update,
            "PATCH" => FhirRouteKind.Patch,
            "DELETE" => FhirRouteKind.Delete,
            _ => FhirRouteKind.None,
        };
        return kind == FhirRouteKind.None ? WrongMethod() : new(kind) { ResourceType = type, Id = part };
    }

    /// <summary>What lies below one resource: its history, its operations, its compartment.</summary>
    private static FhirRoute BelowInstance(string method, string type, string id, string part)
    {
        if (IsOperation(part))
        {
            return OfOperation(method, part) with { ResourceType = type, Id = id };
        }

        return (method, part) switch
        {
            ("GET", "_history") => new(FhirRouteKind.HistoryInstance) { ResourceType = type, Id = id },
            ("POST", "_search") => OfCompartment(type, id, "*") with { IsSearchByPost = true },
            (_, "_history" or "_search") => WrongMethod(),
            _ when !IsSearched(part) => None(NoAddress),
            ("GET", _) => OfCompartment(type, id, part),
            _ => WrongMethod(),
        };
    }

    private static FhirRoute OfVersion(string method, string[] parts)
    {
        var (type, id, version) = (parts[0], parts[1], parts[3]);
        if (!IsId(version))
        {
            return None("what follows _history is no version");
        }

        if (parts.Length == 5)
        {
            return IsOperation(parts[4]) ? OfOperation(method, parts[4]) with { ResourceType = type, Id = id, VersionId = version } : None(NoAddress);
        }

        return method == "GET" ? new(FhirRouteKind.VRead) { ResourceType = type, Id = id, VersionId = version } : WrongMethod();
    }

    private static FhirRoute OfCompartment(string type, string id, string searched) => new(FhirRouteKind.SearchCompartment)
    {
        Compartment = type,
        Id = id,
        ResourceType = searched == "*" ? "" : searched,
    };

    private static FhirRoute OfOperation(string method, string name) =>
        method is "GET" or "POST" ? new(FhirRouteKind.Operation) { Operation = name.Substring(1) } : WrongMethod();

    private static FhirRoute WrongMethod() => None("FHIR has no such method at this address");

    private static FhirRoute None(string problem) => new(FhirRouteKind.None) { Problem = problem };

    private static string MethodOf(string method) => method.ToUpperInvariant() switch
    {
        "HEAD" => "GET",
        var upper => upper,
    };

    private static bool IsSearched(string part) => part == "*" || IsTypeName(part);

    private static bool IsOperation(string part) => part.Length > 1 && part[0] == '$' && IsId(part.Substring(1));

    /// <summary>Whether a text has the form of a resource type's name; whether there is such a type is not asked.</summary>
    internal static bool IsTypeName(string part)
    {
        foreach (var c in part)
        {
            if (c is not (>= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9'))
            {
                return false;
            }
        }

        return part.Length > 0 && part[0] is >= 'A' and <= 'Z';
    }
}
