using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class GatewayKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fhirtyped-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task KeysOfOptions_OpenAndSeal_OnceTheHostHasStarted()
    {
        var file = FileOf(TestKeys.Text() + "\n");
        using var host = Host(options =>
        {
            options.Keys.Add(new() { Id = "2025", Key = TestKeys.Text() });
            options.Keys.Add(new() { Id = "2026", KeyFile = file, IsPrimary = true });
        });
        var sealer = host.Services.GetRequiredService<SecretSealer>();
        await host.StartAsync();

        Assert.True(sealer.TryOpen("p", [], sealer.Seal("p", [], "secret"u8), out var opened));
        Assert.Equal("secret"u8.ToArray(), opened.Plaintext);
    }

    [Fact]
    public async Task KeysOfAService_AreTaken_InThePlaceOfTheOptions()
    {
        using var host = Host(static _ => { }, static services => services.AddSingleton<IGatewayKeySource>(new Source()));
        await host.StartAsync();
        Assert.NotEmpty(host.Services.GetRequiredService<SecretSealer>().Seal("p", [], []));
    }

    public static TheoryData<string, string[]> Problems
    {
        get
        {
            var (one, other) = (TestKeys.Text(), TestKeys.Text());
            return new()
            {
                { "", ["Keys is empty"] },
                { $"a={one}", ["exactly one key is the primary one", "none of these 1"] },
                { $"a*={one} b*={other}", ["exactly one key is the primary one", "2 of these 2"] },
                { $"a*={one} a={other}", ["2 keys have the id 'a'"] },
                { $"a*={TestKeys.Text(31)}", ["Keys[0].Key: A key has 32 bytes, and this one has 31."] },
                { $"a*={TestKeys.Text(33)}", ["this one has 33."] },
                { "a*=" + Convert.ToBase64String(new byte[32]), ["All bytes of this key are the same"] },
                { "a*=not-base-64-at-all-0123456789abcdef", ["Keys[0].Key is no base64."] },
                { "a*=", ["exactly one of Key and KeyFile"] },
                { $"={one} b*={other}", ["Keys[0].Id is no id"] },
                { $"{one}*={one}", ["Keys[0].Id is no id"] },
                { "a*=@/no/such/file", ["Keys[0].KeyFile ('/no/such/file') cannot be read"] },
                { "a*=@/", ["Keys[0].KeyFile ('/') cannot be read"] },
                { $"a*={one} b=!x! c=@/no/such/file", ["Keys[1].Key is no base64", "Keys[2].KeyFile ('/no/such/file') cannot be read"] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task WhatIsWrong_EndsTheStart_AndHoldsNoKey(string keys, string[] said)
    {
        var options = new List<GatewayKeyEntry>();
        foreach (var text in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = text.IndexOf('=', StringComparison.Ordinal) is var first && text.EndsWith("=", StringComparison.Ordinal) && text.IndexOf("*=", StringComparison.Ordinal) is > 0 and var star ? star + 1 : first;
            var (id, key) = (text[..at], text[(at + 1)..]);
            options.Add(new()
            {
                Id = id.TrimEnd('*'), IsPrimary = id.EndsWith('*'),
                Key = key.StartsWith('@') ? null : key, KeyFile = key.StartsWith('@') ? key[1..] : null,
            });
        }

        using var host = Host(gateway => options.ForEach(gateway.Keys.Add));

        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.All(said, word => Assert.Contains(word, problem.ToString(), StringComparison.Ordinal));
        Assert.All(options.Where(static entry => entry.Key is { Length: > 0 }), entry => Assert.DoesNotContain(entry.Key!, problem.Message + entry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileThatIsNoKey_IsNotRepeated()
    {
        var file = FileOf("-----BEGIN PRIVATE KEY-----" + new string('s', 5000));
        using var host = Host(options => options.Keys.Add(new() { Id = "a", KeyFile = file, IsPrimary = true }));
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("it holds no key", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sss", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyOfDevelopment_IsMadeOnce_AndForItsOwnerAlone()
    {
        var file = Path.Combine(_folder.FullName, "made", "development.key");
        var keys = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => (await new DevelopmentKey(file).GetKeysAsync()).Single())));

        Assert.Single(keys.Select(static key => Convert.ToHexString(key.Key)).Distinct());
        Assert.Equal("development.key", Assert.Single(new DirectoryInfo(Path.GetDirectoryName(file)!).GetFiles()).Name);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains("chmod 600", (await Assert.ThrowsAsync<InvalidOperationException>(async () => await new DevelopmentKey(file).GetKeysAsync())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task KeyOfDevelopment_IsMadeInDevelopmentAlone_AndWhereNoKeyIsConfigured()
    {
        var file = Path.Combine(_folder.FullName, "development.key");
        using var configured = Host(options => (options.DevelopmentKeyFile = file, options.Keys).Keys.Add(new() { Id = "a", Key = TestKeys.Text(), IsPrimary = true }), environment: Environments.Development);
        await configured.StartAsync();
        Assert.False(File.Exists(file));

        using var wrong = Host(options => (options.DevelopmentKeyFile = file, options.Keys).Keys.Add(new() { Id = "a", Key = "x", IsPrimary = true }), environment: Environments.Development);
        await Assert.ThrowsAsync<InvalidOperationException>(() => wrong.StartAsync());
        Assert.False(File.Exists(file));

        using var production = Host(options => options.DevelopmentKeyFile = file);
        await Assert.ThrowsAsync<InvalidOperationException>(() => production.StartAsync());
        Assert.False(File.Exists(file));

        using var development = Host(options => options.DevelopmentKeyFile = file, environment: Environments.Development);
        await development.StartAsync();
        Assert.True(File.Exists(file));
    }

    private static IHost Host(Action<GatewayKeyOptions> configure, Action<IServiceCollection>? register = null, string? environment = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = environment ?? Environments.Production });
        register?.Invoke(builder.Services);
        builder.Services.Configure(configure).AddGatewayKeys();
        return builder.Build();
    }

    private string FileOf(string text)
    {
        var file = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        return file;
    }

    private sealed class Source : IGatewayKeySource
    {
        public ValueTask<IReadOnlyList<GatewayMasterKey>> GetKeysAsync(CancellationToken cancellationToken = default) => new([TestKeys.New("kms")]);
    }
}
