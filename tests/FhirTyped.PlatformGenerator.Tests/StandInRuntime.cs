using FhirTyped.Capabilities;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>The least of the runtime that emitted code needs to compile: its public shape, with nothing behind it.</summary>
internal static class StandInRuntime
{
    private static readonly Lazy<byte[]> Bytes = new(static () => LiveCompilation.Emit(Compile()));

    /// <summary>The assembly.</summary>
    public static byte[] Image => Bytes.Value;

    /// <summary>The reference to it.</summary>
    public static MetadataReference Reference { get; } = MetadataReference.CreateFromImage(Bytes.Value);

    private static CSharpCompilation Compile()
    {
        var resources = string.Concat(R4Definitions.ResourceTypes.Select(static type =>
            $"public sealed class {CSharpNames.ResourceClass(type)} : Resource, IFhirResource<{CSharpNames.ResourceClass(type)}> {{ public static string ResourceType => \"{type}\"; }}\n"));
        var parameters = string.Concat(Enum.GetNames<SearchParameterType>().Select(static type =>
            $"public readonly struct {type}Parameter<TQuery>(TQuery query, string name) where TQuery : FhirQuery<TQuery>, IFhirQuery {{ public TQuery Is(string value) => query; public string Name => name; }}\n"));
        return CSharpCompilation.Create(
            "FhirTyped",
            [CSharpSyntaxTree.ParseText(Source + "namespace FhirTyped.R4 {\n" + resources + "}\nnamespace FhirTyped {\n" + parameters + "}")],
            TestReferences.Framework,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    private const string Source = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using System.Runtime.CompilerServices;
        using FhirTyped.R4;

        namespace FhirTyped.R4
        {
            public abstract class Resource;
            public interface IFhirResource<TSelf> where TSelf : Resource, IFhirResource<TSelf> { static abstract string ResourceType { get; } }
        }

        namespace FhirTyped
        {
            public delegate ReadOnlySpan<byte> PlatformManifestSource();
            public sealed class FhirPlatformContext;
            public sealed class JsonPatch;
            public sealed class FhirSearch<T>;
            public sealed class PlatformDescriptor(string id, string name, PlatformManifestSource source)
            {
                public string Id => id; public string Name => name; public string ManifestText => System.Text.Encoding.UTF8.GetString(source());
            }
            [AttributeUsage(AttributeTargets.Class)]
            public sealed class FhirPlatformManifestAttribute(string manifest) : Attribute { public string Manifest => manifest; }
            [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
            public sealed class FhirPlatformAttribute(string id, Type platform) : Attribute { public string Id => id; public Type Platform => platform; }
            public interface IFhirPlatform<TSelf> where TSelf : FhirPlatformClient, IFhirPlatform<TSelf>
            { static abstract PlatformDescriptor Descriptor { get; } static abstract TSelf Create(FhirPlatformContext context); }
            public static class FhirPlatform
            {
                public static TPlatform Create<TPlatform>() where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform> => TPlatform.Create(new());
            }
            public abstract class FhirQuery { internal FhirQuery() { } }
            public abstract class FhirQuery<TQuery> : FhirQuery where TQuery : FhirQuery<TQuery>, IFhirQuery
            { public TQuery All() => (TQuery)this; public TQuery Count(int resources) => (TQuery)this; public TQuery Where(string name, string value) => (TQuery)this; }
            public interface IFhirQuery { static abstract string ResourceType { get; } }
            [InterpolatedStringHandler]
            public readonly ref struct FhirQueryInterpolatedStringHandler
            {
                public FhirQueryInterpolatedStringHandler(int literalLength, int formattedCount) { }
                public void AppendLiteral(string value) { }
                public void AppendFormatted(string? value) { }
            }
            public interface IReadEndpoint<T> where T : Resource
            { Task<T> ReadAsync(string id, CancellationToken cancellationToken = default); Task<T?> TryReadAsync(string id, CancellationToken cancellationToken = default); }
            public interface IVersionReadEndpoint<T> where T : Resource { Task<T> VReadAsync(string id, string versionId, CancellationToken cancellationToken = default); }
            public interface IInstanceHistoryEndpoint<T> where T : Resource { FhirSearch<T> History(string id); }
            public interface ITypeHistoryEndpoint<T> where T : Resource { FhirSearch<T> History(); }
            public interface ISearchEndpoint<T, TQuery> where T : Resource where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
            { FhirSearch<T> Search(Action<TQuery> build); FhirSearch<T> Search(ref FhirQueryInterpolatedStringHandler query); }
            public interface ICreateEndpoint<T> where T : Resource { Task<T> CreateAsync(T resource, CancellationToken cancellationToken = default); }
            public interface IUpdateEndpoint<T> where T : Resource { Task<T> UpdateAsync(T resource, CancellationToken cancellationToken = default); }
            public interface IModifyEndpoint<T> where T : Resource { Task<T> ModifyAsync(string id, Action<T> change, CancellationToken cancellationToken = default); }
            public interface IPatchEndpoint<T> where T : Resource { Task<T> PatchAsync(string id, JsonPatch patch, CancellationToken cancellationToken = default); }
            public interface IDeleteEndpoint<T> where T : Resource { Task DeleteAsync(string id, CancellationToken cancellationToken = default); }
            public abstract class FhirPlatformClient
            {
                protected FhirPlatformClient(FhirPlatformContext context, PlatformDescriptor platform) => Platform = platform;
                public PlatformDescriptor Platform { get; }
                protected Task<T> ReadAsync<T>(string id, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task<T?> TryReadAsync<T>(string id, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task<T> VReadAsync<T>(string id, string versionId, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected FhirSearch<T> History<T>(string id) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected FhirSearch<T> TypeHistory<T>() where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected FhirSearch<T> Search<T, TQuery>(Action<TQuery> build) where T : Resource, IFhirResource<T> where TQuery : FhirQuery<TQuery>, IFhirQuery, new()
                { build(new TQuery()); return new(); }
                protected FhirSearch<T> Search<T>(ref FhirQueryInterpolatedStringHandler query) where T : Resource, IFhirResource<T> => new();
                protected Task<T> CreateAsync<T>(T resource, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task<T> UpdateAsync<T>(T resource, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task<T> ModifyAsync<T>(string id, Action<T> change, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task<T> PatchAsync<T>(string id, JsonPatch patch, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
                protected Task DeleteAsync<T>(string id, CancellationToken c) where T : Resource, IFhirResource<T> => throw new InvalidOperationException();
            }
        }

        """;
}
