using System.Diagnostics;
using Npgsql;

namespace FhirTyped.Gateway.Stores.Tests;

/// <summary>A PostgreSQL server. It refuses to run as root: then it is run as the user that the package made for it.</summary>
public sealed class PostgreSqlServer : ServerProcess
{
    private static readonly string? Program = Find("/usr/lib/postgresql/*/bin/postgres");

    private bool _isMade;

    /// <summary>Why tests are skipped, or null.</summary>
    public static string? Missing => Program is null ? "There is no PostgreSQL server on this machine (Debian: apt-get install postgresql)." : null;

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=gateway;Password=not-to-be-told;Database=postgres;Maximum Pool Size=20;Timeout=30";

    private string Data => Path.Combine(Folder, "data");

    protected override ProcessStartInfo Command()
    {
        if (!_isMade)
        {
            var password = Path.Combine(Folder, "password");
            File.WriteAllText(password, "not-to-be-told");
            if (Environment.IsPrivilegedProcess)
            {
                Run("chown", "-R", "postgres", Folder);
            }

            Run(AsUser(Path.Combine(Path.GetDirectoryName(Program)!, "initdb"), "-D", Data, "-U", "gateway", "--pwfile", password, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"));
            _isMade = true;
        }

        return AsUser(Program!, "-D", Data, "-p", $"{Port}", "-k", "", "-h", "127.0.0.1", "-c", "max_connections=200");
    }

    protected override async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    // Its children notice that it is gone, and end by themselves; until then a new one is not started on their memory.
    protected override async Task AfterKillAsync()
    {
        for (var attempt = 0; attempt < 500 && Process.GetProcessesByName("postgres").Any(IsOurs); attempt++)
        {
            await Task.Delay(20);
        }
    }

    private static ProcessStartInfo AsUser(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? new("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", program, .. arguments]) { WorkingDirectory = "/" }
        : new(program, arguments);

    private static void Run(string program, params string[] arguments) => Run(new ProcessStartInfo(program, arguments));

    private static void Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Join('\n', output.GetAwaiter().GetResult()));
    }

    private bool IsOurs(Process process)
    {
        try
        {
            return new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == Data;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
