using System;

namespace FhirTyped.Capabilities;

/// <summary>What a SMART scope permits: the letters of version 2, in their order.</summary>
[Flags]
public enum SmartScopePermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>c</c>: create.</summary>
    Create = 1,

    /// <summary><c>r</c>: read, vread and the history of one resource.</summary>
    Read = 2,

    /// <summary><c>u</c>: update and patch.</summary>
    Update = 4,

    /// <summary><c>d</c>: delete.</summary>
    Delete = 8,

    /// <summary><c>s</c>: search, and the history of a type or of the system.</summary>
    Search = 16,
}
