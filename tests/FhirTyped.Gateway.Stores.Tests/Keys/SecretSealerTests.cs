using System.Security.Cryptography;
using System.Text;

namespace FhirTyped.Gateway.Stores.Tests;

public sealed class SecretSealerTests
{
    private static readonly string[] Context = ["subject", "session", "epic", "3"];

    private readonly SecretSealer _sealer = new([TestKeys.New("k1")]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3000)]
    [InlineData(SecretSealer.MaximumLength)]
    public void Secret_Opens_AsItWas(int length)
    {
        var secret = RandomNumberGenerator.GetBytes(length);
        var record = _sealer.Seal("connection", Context, secret);
        Assert.True(_sealer.TryOpen("connection", Context, record, out var opened));
        Assert.Equal(secret, opened.Plaintext);
        Assert.False(opened.MustBeSealedAgain);
        Assert.True(length < 16 || record.AsSpan().IndexOf(secret.AsSpan(0, 16)) < 0);
    }

    [Fact]
    public void TenThousand_AllOpen_AndNoTwoAreAlike()
    {
        var secret = "the same"u8.ToArray();
        var records = Enumerable.Range(0, 10_000).Select(_ => _sealer.Seal("connection", Context, secret)).ToList();
        Assert.All(records, record => Assert.True(_sealer.TryOpen("connection", Context, record, out var opened) && opened.Plaintext.AsSpan().SequenceEqual(secret)));

        // Salt and nonce, and what comes of them.
        const int Salt = 4;
        Assert.Equal(10_000, records.Select(static record => Convert.ToHexString(record.AsSpan(Salt, 16))).Distinct().Count());
        Assert.Equal(10_000, records.Select(static record => Convert.ToHexString(record.AsSpan(Salt + 16, 12))).Distinct().Count());
        Assert.Equal(10_000, records.Select(static record => Convert.ToHexString(record.AsSpan(Salt + 28))).Distinct().Count());
    }

    [Fact]
    public async Task ManyThreads_GetTheirOwnSecrets()
    {
        var wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var index = 0; index < 2_000; index++)
            {
                var (secret, context) = (Encoding.UTF8.GetBytes($"{thread}/{index}"), new[] { $"{thread}", $"{index}" });
                if (!_sealer.TryOpen("p", context, _sealer.Seal("p", context, secret), out var opened) || !opened.Plaintext.AsSpan().SequenceEqual(secret))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })));
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void AnyBitThatIsFlipped_AnyByteThatIsMissingOrAdded_IsRefused()
    {
        var record = _sealer.Seal("connection", Context, "a secret of some bytes"u8);
        for (var bit = 0; bit < record.Length * 8; bit++)
        {
            var changed = record.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(_sealer.TryOpen("connection", Context, changed, out var opened), $"bit {bit}");
            Assert.Null(opened.Plaintext);
        }

        for (var length = 0; length < record.Length; length++)
        {
            Assert.False(_sealer.TryOpen("connection", Context, record.AsSpan(0, length), out _));
            Assert.False(_sealer.TryOpen("connection", Context, record.AsSpan(length), out _) && length > 0);
        }

        Assert.False(_sealer.TryOpen("connection", Context, [.. record, 0], out _));
        Assert.True(_sealer.TryOpen("connection", Context, record, out _));
    }

    [Fact]
    public void Noise_IsRefused()
    {
        var random = new Random(20261130);
        for (var index = 0; index < 20_000; index++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            if (noise.Length > 4)
            {
                // Looks like one of ours up to the salt.
                "\u0001\u0002k1"u8.CopyTo(noise);
            }

            Assert.False(_sealer.TryOpen("connection", Context, noise, out _));
        }
    }

    [Fact]
    public void RecordThatWasMoved_IsRefused()
    {
        var record = _sealer.Seal("connection", Context, "secret"u8);
        for (var index = 0; index < Context.Length; index++)
        {
            var moved = Context.ToArray();
            moved[index] += "x";
            Assert.False(_sealer.TryOpen("connection", moved, record, out _));
            moved[index] = "";
            Assert.False(_sealer.TryOpen("connection", moved, record, out _));
        }

        Assert.False(_sealer.TryOpen("connection", [.. Context.Reverse()], record, out _));
        Assert.False(_sealer.TryOpen("connection", [.. Context, ""], record, out _));
        Assert.False(_sealer.TryOpen("connection", ["subjectsession", "", "epic", "3"], record, out _));
        Assert.False(_sealer.TryOpen("connection", ["subject\0session", "epic", "3"], record, out _));
        Assert.False(_sealer.TryOpen("connection", [], record, out _));

        // What stands between two parts may stand in one of them.
        var shifted = _sealer.Seal("connection", ["a", "b\0\0\0\0c"], "secret"u8);
        Assert.False(_sealer.TryOpen("connection", ["a\0\0\0\0b", "c"], shifted, out _));
        shifted = _sealer.Seal("connection", ["a", "b\0\0\0\u0001c"], "secret"u8);
        Assert.False(_sealer.TryOpen("connection", ["a\0\0\0\u0001b", "c"], shifted, out _));
        Assert.False(_sealer.TryOpen("login", Context, record, out _));
        Assert.False(_sealer.TryOpen("connectio", ["n", .. Context], record, out _));
        Assert.False(new SecretSealer([TestKeys.New("k1")]).TryOpen("connection", Context, record, out _));
        Assert.False(new SecretSealer([TestKeys.New("k2")]).TryOpen("connection", Context, record, out _));
    }

    [Fact]
    public void KeyThatIsNoLongerPrimary_OpensStill_AndSaysThatItIs()
    {
        var (old, next) = (TestKeys.New("2025"), TestKeys.New("2026"));
        var record = new SecretSealer([old]).Seal("connection", Context, "secret"u8);
        var rotated = new SecretSealer([old.As(isPrimary: false), next]);

        Assert.True(rotated.TryOpen("connection", Context, record, out var opened));
        Assert.True(opened.MustBeSealedAgain);
        Assert.True(rotated.TryOpen("connection", Context, rotated.Seal("connection", Context, opened.Plaintext), out var again));
        Assert.False(again.MustBeSealedAgain);

        rotated.Use([next]);
        Assert.False(rotated.TryOpen("connection", Context, record, out _));
    }

    [Fact]
    public void Limits_AreKept_AndSaid()
    {
        Assert.Throws<ArgumentException>(() => _sealer.Seal("p", [], new byte[SecretSealer.MaximumLength + 1]));
        Assert.Throws<ArgumentException>(() => _sealer.Seal("", [], []));
        Assert.Throws<ArgumentException>(() => _sealer.Seal("é", [], []));
        Assert.Throws<ArgumentException>(() => _sealer.Seal(new string('p', 65), [], []));
        Assert.ThrowsAny<ArgumentException>(() => _sealer.Seal("p", ["half \ud800"], []));
        Assert.Throws<ArgumentException>(() => _sealer.Seal("p", [new string('c', SecretSealer.MaximumContextLength)], []));
        Assert.Throws<ArgumentException>(() => _sealer.Seal("p", [.. Enumerable.Repeat("", (SecretSealer.MaximumContextLength / 4) + 1)], []));
        Assert.NotEmpty(_sealer.Seal(new string('p', 64), [new string('c', SecretSealer.MaximumContextLength - 4)], []));
    }

    [Fact]
    public void Keys_MustBeOnesThatCanSeal()
    {
        Assert.Throws<InvalidOperationException>(() => new SecretSealer([]));
        Assert.Throws<InvalidOperationException>(() => new SecretSealer([TestKeys.New("a", isPrimary: false)]));
        Assert.Throws<InvalidOperationException>(() => new SecretSealer([TestKeys.New("a"), TestKeys.New("b")]));
        Assert.Throws<InvalidOperationException>(() => new SecretSealer([TestKeys.New("a"), TestKeys.New("a", isPrimary: false)]));
        Assert.Throws<InvalidOperationException>(() => new SecretSealer().Seal("p", [], []));
        Assert.Throws<ArgumentException>(() => new GatewayMasterKey("a", new byte[32], isPrimary: true));
        Assert.Throws<ArgumentException>(() => new GatewayMasterKey("a", RandomNumberGenerator.GetBytes(31), isPrimary: true));
        Assert.Throws<ArgumentException>(() => new GatewayMasterKey("a b", RandomNumberGenerator.GetBytes(32), isPrimary: true));
    }
}
