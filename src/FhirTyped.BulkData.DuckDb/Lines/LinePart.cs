using System.Buffers;

namespace FhirTyped.BulkData.DuckDb;

/// <summary>Some whole lines of a file.</summary>
internal sealed record LinePart(string File, long FirstLine, byte[] Buffer, int Length)
{
    public void Return() => ArrayPool<byte>.Shared.Return(Buffer, clearArray: true);
}
