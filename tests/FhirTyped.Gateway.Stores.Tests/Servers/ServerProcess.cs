using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A server that others wrote, as a process of its own on loopback, in a folder of its own. It can be killed and started again.</summary>
public abstract class ServerProcess : IAsyncDisposable
{
    private Process? _process;

    protected ServerProcess()
    {
        Folder = Directory.CreateTempSubdirectory("fhirtyped-server-").FullName;
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public int Port { get; }

    protected string Folder { get; }

    /// <summary>Starts it, and has returned once it answers.</summary>
    public async Task StartAsync()
    {
        var start = Command();
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        var output = Task.WhenAll(_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited, _process.HasExited ? string.Join('\n', await output) : "");
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Ends it at once, without a word to it.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        await AfterKillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        for (var attempt = 0; Directory.Exists(Folder); attempt++)
        {
            try
            {
                Directory.Delete(Folder, recursive: true);
            }
            catch (IOException) when (attempt < 100)
            {
                // What it started may still be writing.
                await Task.Delay(50);
            }
        }

        GC.SuppressFinalize(this);
    }

    protected static string? Find(params string[] paths) => paths.SelectMany(static path => path.Contains('*')
            ? Directory.Exists(path[..path.IndexOf('*')]) ? Directory.GetDirectories(path[..path.IndexOf('*')]).OrderDescending(StringComparer.Ordinal).Select(folder => folder + path[(path.IndexOf('*') + 1)..]) : []
            : [path])
        .Concat(paths.SelectMany(static path => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, Path.GetFileName(path)))))
        .FirstOrDefault(File.Exists);

    protected abstract ProcessStartInfo Command();

    protected abstract Task<bool> AnswersAsync();

    protected virtual Task AfterKillAsync() => Task.CompletedTask;
}
