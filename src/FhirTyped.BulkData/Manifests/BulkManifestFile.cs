namespace FhirTyped.BulkData;

/// <summary>A file that a manifest names.</summary>
public sealed class BulkManifestFile
{
    internal BulkManifestFile(BulkFileKind kind, int number, string? type, string url, long? count)
    {
        Kind = kind;
        Number = number;
        Type = type;
        Url = url;
        Count = count;
    }

    /// <summary>In which list it stands.</summary>
    public BulkFileKind Kind { get; }

    /// <summary>Which of its list it is, from 1 on.</summary>
    public int Number { get; }

    /// <summary>The resource type of its lines; null where the manifest does not say.</summary>
    public string? Type { get; }

    /// <summary>Its address as the server gave it, which may be a secret by itself: whoever has it may have the file.</summary>
    public string Url { get; }

    /// <summary>How many resources it has; null where the manifest does not say.</summary>
    public long? Count { get; }

    /// <summary>The list, the number and the type.</summary>
    public override string ToString() => $"{Kind} {Number} {Type}";
}
