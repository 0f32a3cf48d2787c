using FhirTyped.ModelGenerator.Model;

namespace FhirTyped.ModelGenerator.Emit;

/// <summary>Emits what walks over and copies the model: access to the elements by name, and deep copies.</summary>
internal static class TreeEmitter
{
    public static string Emit(TypeFileSpec file) => GeneratedFile.OfTypes(file, Emit);

    private static void Emit(CodeWriter writer, TypeSpec type)
    {
        using (writer.Block($"partial class {type.ClassName}"))
        {
            if (!type.IsAbstract)
            {
                writer.Line($"private protected override Base NewInstance() => new {type.ClassName}();");
            }

            if (type.Elements.Count == 0)
            {
                return;
            }

            using (writer.Block("internal override void CollectElements(ref ElementCollector c)"))
            {
                writer.Line("base.CollectElements(ref c);");
                foreach (var element in type.Elements)
                {
                    writer.Line(CollectOf(element));
                }
            }

            using (writer.Block("private protected override void CopyTo(Base target)"))
            {
                writer.Line("base.CopyTo(target);");
                writer.Line($"var copy = ({type.ClassName})target;");
                foreach (var element in type.Elements)
                {
                    var member = ElementCode.FieldOf(element);
                    var isValue = ElementCode.IsPrimitive(element) && !element.IsList;
                    writer.Line(isValue ? $"copy.{member} = {member};" : $"copy.{member} = Copy({member});");
                }
            }
        }
    }

    private static string CollectOf(ElementSpec element)
    {
        var member = ElementCode.FieldOf(element);
        if (ElementCode.IsPrimitive(element))
        {
            var owner = element.IsList ? "" : "this, ";
            var verb = ElementCode.VerbOf(element) + (element.IsList ? "List" : "");
            return $"c.Add{verb}({owner}\"{element.Name}\", {member}{ElementCode.TypeArgumentOf(element)});";
        }

        return element.IsList ? $"c.AddList(\"{element.Name}\", {member});" : $"c.Add(\"{element.Name}\", {member});";
    }
}
