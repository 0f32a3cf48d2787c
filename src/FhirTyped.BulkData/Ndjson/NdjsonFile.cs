using System.IO.Compression;

namespace FhirTyped.BulkData;

/// <summary>A file of NDJSON as it lies on a disk. Also compiled into FhirTyped.BulkData.DuckDb, which does not need the rest of this project.</summary>
internal static class NdjsonFile
{
    /// <summary>Opens a file, compressed by gzip or not: servers that give compressed files do not always name them so.</summary>
    public static Stream Open(string path)
    {
        // A buffer of its own would only be one more copy.
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0, Share = FileShare.Read });
        try
        {
            Span<byte> magic = stackalloc byte[2];
            var isGzip = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
            file.Position = 0;
            return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
