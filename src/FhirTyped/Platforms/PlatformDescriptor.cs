using System.Text;
using FhirTyped.Capabilities;

namespace FhirTyped;

/// <summary>What is known of a platform at run time: its id, its name, and, read on first use, its manifest and judge.</summary>
/// <remarks>Immutable and thread-safe. One exists per platform class.</remarks>
public sealed class PlatformDescriptor
{
    private readonly Lazy<CapabilityJudge> _judge;

    /// <summary>Makes the descriptor. Generated code calls it.</summary>
    /// <param name="id">The platform's id, for example <c>epic</c>.</param>
    /// <param name="name">The name that people read.</param>
    /// <param name="source">Gives the manifest text; called once.</param>
    public PlatformDescriptor(string id, string name, PlatformManifestSource source)
    {
        Id = id;
        Name = name;
        _judge = new(() => new CapabilityJudge(ManifestText.Read(Encoding.UTF8.GetString(source()))));
    }

    /// <summary>Makes a descriptor of a manifest that was read at run time.</summary>
    /// <param name="manifest">The manifest.</param>
    public PlatformDescriptor(PlatformManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        Id = manifest.Id;
        Name = manifest.Name;
        _judge = new(new CapabilityJudge(manifest));
    }

    /// <summary>The platform's id, for example <c>epic</c>.</summary>
    public string Id { get; }

    /// <summary>The name that people read, for example <c>Epic</c>.</summary>
    public string Name { get; }

    /// <summary>The platform's facts.</summary>
    public PlatformManifest Manifest => _judge.Value.Manifest;

    /// <summary>The judge of what the platform supports.</summary>
    public CapabilityJudge Judge => _judge.Value;

    /// <summary>The platform's id.</summary>
    public override string ToString() => Id;
}
