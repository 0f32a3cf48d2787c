using System.Diagnostics;

namespace FhirTyped.R4;

/// <content>What all resources have in common.</content>
[DebuggerDisplay("{TypeName,nq}/{Id,nq}")]
public partial class Resource
{
    /// <summary>The version that the server gave (<c>meta.versionId</c>), or null.</summary>
    public string? VersionId => Meta?.VersionId;

    /// <summary>A reference to this resource: <c>Patient/123</c>.</summary>
    /// <exception cref="InvalidOperationException">The resource has no id yet.</exception>
    public ResourceReference ToReference() => string.IsNullOrEmpty(Id)
        ? throw new InvalidOperationException("The resource has no id: a server gives one when it is created.")
        : new ResourceReference { Reference = TypeName + "/" + Id };
}
