extern alias Generator;

using System.Security.Cryptography;
using FhirTyped.Auth;
using FhirTyped.Platforms;
using FhirTyped.R4;
using FhirTyped.Sandbox;
using FhirTyped.TestKit;

namespace FhirTyped.Docs.Tests;

/// <summary>The programs of the guides "Connect to …", compiled as they stand there and run against the sandbox of their platform.</summary>
public sealed class GuideProgramTests
{
    private const string Callback = "https://app.example.org/callback";

    [Fact]
    public async Task Epic_BackendServices()
    {
        await WithKeyAsync(async (file, keys) =>
        {
            await using var sandbox = await StartAsync<Epic>(new SandboxOAuthClient { Id = "job", PublicKeys = keys, Scopes = "system/Patient.rs system/Observation.rs" });

            var output = await RunAsync("connect-epic.md", 0, sandbox, [sandbox.BaseUrl.AbsoluteUri, "job", file, "p1"]);

            Assert.Contains("2026-02-03  Hemoglobin: 13.5 g/dL", output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Epic_PatientLaunch()
    {
        await WithKeyAsync(async (file, keys) =>
        {
            await using var sandbox = await StartAsync<Epic>(new SandboxOAuthClient { Id = "app", PublicKeys = keys, RedirectUris = { Callback } });

            var output = await RunAsync("connect-epic.md", 1, sandbox, [sandbox.BaseUrl.AbsoluteUri, "app", file, Callback]);

            Assert.Contains("2026-02-03  Hemoglobin: 13.5 g/dL", output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task OracleHealth_ClientCredentials()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, "s3cret/+:%ö");
        try
        {
            await using var sandbox = await StartAsync<OracleHealth>(new SandboxOAuthClient
            {
                Id = "account",
                Secret = "s3cret/+:%ö",
                Scopes = "system/Patient.read system/Observation.read",
            });

            var output = await RunAsync("connect-oracle-health.md", 0, sandbox, [sandbox.BaseUrl.AbsoluteUri, "account", file, "p1"]);

            Assert.Contains("2026-02-03  Hemoglobin: 13.5 g/dL", output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Payer_PatientLaunch()
    {
        await using var sandbox = await StartAsync<CignaHealthcare>(new SandboxOAuthClient { Id = "app", RedirectUris = { Callback } });

        var output = await RunAsync("connect-payer.md", 0, sandbox, [sandbox.BaseUrl.AbsoluteUri, "app", Callback]);

        Assert.Contains("2026-03-04  pharmacy: Complete", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Hapi_WithoutAuthorization()
    {
        await using var sandbox = await FhirSandbox.StartAsync<Hapi>();

        var output = await RunAsync("connect-hapi.md", 0, sandbox, [sandbox.BaseUrl.AbsoluteUri]);

        Assert.Contains("2026-02-03  Hemoglobin: 13.5 g/dL", output, StringComparison.Ordinal);
    }

    private static async Task WithKeyAsync(Func<string, string, Task> run)
    {
        using var keys = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, keys.ExportPkcs8PrivateKeyPem());
        try
        {
            await run(file, SmartSigningKey.ToPublicJwks(SmartSigningKey.FromFile(file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<FhirSandbox> StartAsync<TPlatform>(SandboxOAuthClient client)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
    {
        var sandbox = await FhirSandbox.StartAsync<TPlatform>(new FhirSandboxOptions
        {
            Authorization = new SandboxAuthorization { Clients = { client }, AutomaticApproval = new SandboxLaunch { PatientId = "p1", User = "Patient/p1" } },
        });
        await sandbox.LoadAsync(
            new Patient { Id = "p1", Name = { new HumanName { Family = "Example" } } },
            new Observation
            {
                Id = "o1",
                Status = ObservationStatus.Final,
                Category = { ObservationCategory.Laboratory.ToCodeableConcept() },
                Code = new CodeableConcept { Text = "Hemoglobin" },
                Subject = new ResourceReference { Reference = "Patient/p1" },
                Effective = new DateTimeElement(FhirDateTime.Parse("2026-02-03")),
                Value = new Quantity { Value = 13.5m, Unit = "g/dL" },
            },
            new ExplanationOfBenefit
            {
                Id = "e1",
                Patient = new ResourceReference { Reference = "Patient/p1" },
                Type = new CodeableConcept { Text = "pharmacy" },
                Created = FhirDateTime.Parse("2026-03-04"),
                Outcome = ClaimProcessing.Complete,
            });
        return sandbox;
    }

    /// <summary>Compiles the n-th program of a guide and runs it. Where it asks for the address to which a browser is sent back, the browser is a request to the sandbox.</summary>
    private static Task<string> RunAsync(string guide, int program, FhirSandbox sandbox, string[] arguments)
    {
        var path = Path.Combine(TestFiles.RepositoryRoot, "docs", "guides", guide);
        var block = CodeBlock.Read(TestFiles.RepositoryRoot, path).Where(static block => block.Code.StartsWith("using ", StringComparison.Ordinal)).ElementAt(program);
        return GuideProgram.RunAsync(block, arguments, output => LogIn(output, sandbox));
    }

    private static string LogIn(string output, FhirSandbox sandbox)
    {
        var address = new Uri(output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Last());
        using var browser = sandbox.CreateHttpClient();
        using var response = browser.Send(new HttpRequestMessage(HttpMethod.Get, address));
        return response.Headers.Location!.AbsoluteUri;
    }
}
