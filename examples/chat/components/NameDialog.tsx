import { Dialog } from './Dialog.tsx'

interface Props {
  title: string
  label: string
  action: string
  name: string
  onName: (name: string) => void
  onClose: () => void
}

export function NameDialog({ title, label, action, name, onName, onClose }: Props) {
  return (
    <Dialog
      title={title}
      action={action}
      onSubmit={(form) => onName(String(form.get('name')))}
      onClose={onClose}
    >
      <label className="field">
        {label}
        <input name="name" defaultValue={name} maxLength={255} required pattern=".*\S.*" autoComplete="off" />
      </label>
    </Dialog>
  )
}
