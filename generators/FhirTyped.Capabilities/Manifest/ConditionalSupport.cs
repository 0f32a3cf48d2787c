using System;

namespace FhirTyped.Capabilities;

/// <summary>Which conditional requests, and which related behaviours, a resource type declares.</summary>
[Flags]
public enum ConditionalSupport
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>conditionalCreate</c>: <c>If-None-Exist</c>.</summary>
    Create = 1,

    /// <summary><c>conditionalUpdate</c>: PUT [type]?…</summary>
    Update = 2,

    /// <summary><c>conditionalDelete</c> is <c>single</c> or <c>multiple</c>.</summary>
    DeleteSingle = 4,

    /// <summary><c>conditionalDelete</c> is <c>multiple</c>.</summary>
    DeleteMultiple = 8,

    /// <summary><c>conditionalRead</c> takes <c>If-Modified-Since</c>.</summary>
    ReadModifiedSince = 16,

    /// <summary><c>conditionalRead</c> takes <c>If-None-Match</c>.</summary>
    ReadNotMatch = 32,

    /// <summary><c>updateCreate</c>: PUT to an id that does not exist creates it.</summary>
    UpdateCreate = 64,

    /// <summary><c>readHistory</c>: past versions can be read.</summary>
    ReadHistory = 128,
}
