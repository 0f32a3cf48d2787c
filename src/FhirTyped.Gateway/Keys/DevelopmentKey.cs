using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway;

/// <summary>
/// The key of a gateway in development: made when it is first asked for, and kept in a file that its owner alone may read. Whoever calls it says by that that this
/// is development; a new key that appears by itself would otherwise hide that the old one is lost.
/// </summary>
internal sealed class DevelopmentKey(string path) : IGatewayKeySource
{
    /// <summary>The key's id. No configuration holds it, so what was sealed in development is not opened elsewhere.</summary>
    public const string Id = "development";

    private const int MostTries = 1_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The file can be read by others, or holds no key.</exception>
    public async ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            await MakeAsync(cancellationToken).ConfigureAwait(false);
        }

        if (OwnerOnlyFile.IsOpenToOthers(path))
        {
            throw new InvalidOperationException($"The key of development, '{path}', can be read by others than its owner: chmod 600 it, or delete it.");
        }

        var problems = new List<string>();
        var key = new GatewayKeyEntry { Id = Id, KeyFile = path, IsPrimary = true }.Read("The key of development", problems);
        return key is not null ? [key] : throw new InvalidOperationException(string.Join(' ', problems));
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);

        // One after the other, be it processes or threads: a move that overwrites nothing looks first and moves then, and in between another may have moved his.
        var turn = await TakeTurnAsync(path + ".lock", cancellationToken).ConfigureAwait(false);
        await using var ended = turn.ConfigureAwait(false);
        if (File.Exists(path))
        {
            return;
        }

        var made = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            var file = OwnerOnlyFile.Open(made, FileMode.CreateNew);
            await using (file.ConfigureAwait(false))
            {
                var text = Convert.ToBase64String(RandomNumberGenerator.GetBytes(GatewayMasterKey.KeyLength)) + "\n";
                await file.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            // Whole, or not at all.
            File.Move(made, path, overwrite: false);
        }
        finally
        {
            File.Delete(made);
        }
    }

    private static async Task<FileStream> TakeTurnAsync(string file, CancellationToken cancellationToken)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
            }
            catch (IOException) when (tries < MostTries)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
