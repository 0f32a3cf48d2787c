using System.Reflection;
using FhirTyped.PlatformGenerator.Model;
using Microsoft.CodeAnalysis;

namespace FhirTyped.PlatformGenerator.Tests;

/// <summary>That what the driver caches can be compared and holds no compilation in memory, now and for each model added later.</summary>
public sealed class ModelShapeTests
{
    public static TheoryData<Type> Models =>
        [.. typeof(ParsedPlatformFile).Assembly.GetTypes().Where(static type =>
            type.Namespace == typeof(ParsedPlatformFile).Namespace && !type.IsNested)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_IsASealedRecordOfPlainData(Type model)
    {
        Assert.True(model.IsSealed);
        Assert.NotNull(model.GetMethod("<Clone>$"));
        Check(model, model.Name, []);
    }

    private static void Check(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type) || type == typeof(string) || type.IsPrimitive || type.IsEnum || Nullable.GetUnderlyingType(type) is not null)
        {
            return;
        }

        Assert.False(type.Assembly == typeof(Compilation).Assembly || type.Assembly == typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly, path);
        if (type.IsArray)
        {
            Assert.True(path.EndsWith("._items", StringComparison.Ordinal), path + " is an array: its equality is that of the reference");
            Check(type.GetElementType()!, path + "[]", seen);
            return;
        }

        Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), path + " has no value equality");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Assert.True(field.IsInitOnly, path + "." + field.Name + " can change");
            Check(field.FieldType, path + "." + field.Name, seen);
        }
    }
}
