namespace FhirTyped.Sandbox;

/// <summary>A file of an export.</summary>
/// <param name="List">In which list of the manifest it stands.</param>
/// <param name="Type">The resource type of its lines.</param>
/// <param name="Lines">Its lines, without their ends.</param>
internal sealed record ExportFile(string List, string Type, IReadOnlyList<ReadOnlyMemory<byte>> Lines)
{
    /// <summary>All of it; made each time, so that an export that nobody fetches costs nothing.</summary>
    public byte[] Content()
    {
        var content = new byte[Lines.Sum(static line => line.Length + 1)];
        var at = 0;
        foreach (var line in Lines)
        {
            line.CopyTo(content.AsMemory(at));
            at += line.Length;
            content[at++] = (byte)'\n';
        }

        return content;
    }
}
